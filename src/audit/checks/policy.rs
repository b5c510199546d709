//! The checks of a policy.

use super::{Check, Section};

const NONE: [&str; 5] = [""; 5];

const fn check(id: &'static str, title: &'static str, meaning: &'static str) -> Check {
    let hurts = "Whoever has to show that the policy is kept.";
    Check { id, section: Section::Policy, title, meaning, hurts, cures: NONE }
}

pub(super) const CHECKS: [Check; 6] = [
    check(
        "policy-versions",
        "versions",
        "A version of TLS is taken that the policy forbids, or one is missing that it wants.",
    ),
    check(
        "policy-suites",
        "cipher suites",
        "Cipher suites are taken that the policy does not allow.",
    ),
    check(
        "policy-groups",
        "groups",
        "Key exchange groups are taken that the policy does not allow, or one is missing that it wants.",
    ),
    check("policy-keys", "keys", "A key of the certificates is shorter than the policy allows."),
    check("policy-days", "days left", "The certificate ends sooner than the policy allows."),
    check(
        "policy-findings",
        "findings",
        "A check is not ok that the policy wants to be, or it could not be made.",
    ),
];
