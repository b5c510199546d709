//! Against the real servers of `tests/lab`, which `tests/run` starts; `FTPS_LAB` names the folder of
//! a running lab, and without it everything here fails, since nothing was tested.
//!
//! Each server is a module named after it, so that what fails says where. Plain `cargo test` leaves
//! this program out.

// In a program `pub` can only mean: for the rest of it.
#![allow(unreachable_pub)]

mod doctor;
mod everyday;
mod faults;
mod guest;
mod lab;
mod links;
mod mirror;
mod names;
mod proxies;
mod scenarios;
mod script;
mod sites;
#[path = "../support/mod.rs"]
mod support;
mod tls;

use lab::Lab;

/// A module for each server: the scenarios that follow its name, each a test.
macro_rules! servers {
    ($($module:ident: $group:ident { $($scenario:ident)* })*) => {
        $(mod $module {$(
            #[test]
            fn $scenario() {
                super::$group::$scenario(stringify!($module));
            }
        )*})*

        /// The modules, for the test that none is missing.
        const TESTED: &[&str] = &[$(stringify!($module)),*];
    };
}

/// A module for each of these servers that can do all that FTPS is for, with every scenario.
macro_rules! sound_servers {
    ($($module:ident)*; $($rest:tt)*) => {
        servers! {
            $($module: scenarios {
                lists_names_sizes_and_kinds
                ten_mebibytes_arrive_unchanged_both_ways
                an_empty_file_arrives_both_ways
                a_name_with_blanks_and_foreign_letters_arrives_both_ways
                an_existing_file_is_replaced_by_a_shorter_one
                a_time_is_kept_where_the_server_can_set_it
                standard_streams_carry_files
                an_upload_of_64_mebibytes_that_is_killed_is_gone_on_with
                digests_are_compared_where_the_server_tells_them
                many_small_files_need_one_process_each_way
                a_wrong_password_is_a_refused_login
                a_file_that_is_not_there_is_refused
                works_over_ipv6
                works_by_the_name_of_the_host
                works_with_pasv
                works_in_active_mode_or_says_that_it_cannot
                a_hundred_files_go_each_way_by_socks5
                a_hundred_files_go_each_way_by_http_connect
                works_with_tls12_or_says_that_it_cannot
                works_with_tls13_or_says_that_it_cannot
                works_with_the_policy_modern_or_the_refusal_names_it
                works_with_the_policy_nist
                works_with_the_policy_pq_or_the_refusal_names_it
                resumes_sessions_where_that_is_required_or_is_refused
                a_tree_goes_up_and_down_and_changes_follow
                a_mirror_that_is_killed_is_completed_by_the_next
                a_private_folder_stays_private_where_the_server_can
                old_versions_are_kept_where_that_is_asked_for
                deleting_and_replacing_stop_at_links
                removing_what_lies_beside_links_leaves_them
                sources_are_not_removed_through_links
                a_lost_goal_deletes_nothing
                folders_are_made_and_only_empty_ones_removed
                files_and_folders_are_moved
                trees_are_found_measured_and_looked_at
                files_are_removed_and_folders_only_with_r
                a_link_is_never_followed_by_a_removal
                modes_are_changed_where_the_server_can
                an_upload_over_a_private_file_keeps_it_private
                features_are_told_and_commands_passed_on
                a_name_is_stored_as_it_is_or_the_refusal_names_its_byte
                listings_are_sorted_and_show_all_that_the_server_reports
                a_pattern_and_a_tree_are_listed
                copies_are_whole_whoever_makes_them
                times_are_set_or_the_refusal_says_that_they_cannot_be
                links_are_made_or_the_refusal_says_that_they_cannot_be
                the_ends_of_files_are_printed
                digests_are_those_of_the_files
                free_space_is_shown_or_the_refusal_says_that_it_cannot_be
                folders_go_both_ways_with_r
                names_are_found_by_size_time_and_kind
                a_saved_site_is_all_that_it_takes
                a_script_of_thirty_commands_gives_its_transcript
                every_line_of_a_script_that_fails_is_named
            })*
            $($rest)*
        }
    };
}

sound_servers! {
    vsftpd vsftpd_implicit vsftpd_tls12
    proftpd proftpd_tls13 proftpd_clientcert proftpd_implicit
    pure_ftpd pyftpdlib unftp ftp_srv aioftp cert_good_name;

    cert_expired: faults { an_expired_certificate_is_refused_and_its_pin_is_taken }
    cert_wrong_host: faults { a_certificate_for_another_host_is_refused_and_its_pin_is_taken }
    cert_self_signed: faults { a_self_signed_certificate_is_refused_and_its_pin_is_taken }
    pyftpdlib_active: scenarios { works_in_active_mode_or_says_that_it_cannot }
    ftp_srv_counting: doctor { a_server_whose_ports_count_up_has_its_faults_and_no_others }
    quota: faults { a_full_disk_is_told_in_the_servers_words_and_harms_nothing }
    no_tls: faults { a_server_without_tls_hears_no_user_name }
    limit2: faults {
        a_place_is_waited_for_but_not_for_ever
        a_mirror_with_more_jobs_than_places_completes
    }
}

#[test]
fn a_missing_client_certificate_is_named_by_proftpd_clientcert() {
    faults::a_missing_client_certificate_is_named("proftpd_clientcert");
}

#[test]
fn a_client_certificate_in_pkcs12_is_shown_to_proftpd_clientcert() {
    faults::a_client_certificate_in_pkcs12_is_shown("proftpd_clientcert");
}

#[test]
fn every_server_of_the_lab_is_tested_and_every_tested_one_is_there() {
    let mut there: Vec<String> = Lab::running().servers.iter().map(lab::Server::module).collect();
    let mut tested: Vec<String> = TESTED.iter().map(|name| (*name).to_owned()).collect();
    there.sort();
    tested.sort();
    assert_eq!(there, tested);
}
