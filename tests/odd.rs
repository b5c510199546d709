//! Servers that answer in odd ways: what they were seen to do in public reports, and what a hostile one may do. No
//! file is lost, misplaced or taken for stored, and every verdict is the right one.

mod absence;
mod account;
mod bare_names;
mod clear_text;
mod displaced;
mod early_refusal;
mod floods;
mod late_refusal;
mod limits;
mod link_loops;
mod listings;
mod login;
mod names;
mod reuse;
mod twice;
mod verdicts;
