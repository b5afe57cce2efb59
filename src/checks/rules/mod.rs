//! The rules. To add one, add its file and its name to the list.

use super::{Case, Report, Rule};

macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// Every rule, in the order in which they look at a text.
        pub const RULES: &[Rule] = &[$(Rule { name: stringify!($name), check: $name::check }),*];
    };
}

rules! {
    evasive_substitution,
    unbalanced_marks,
    doubled_seam,
    repetition,
    doubled_word,
    misread_character,
    miswritten_word,
    misread_term,
    misread_again,
    misread_pair,
    missing_to,
    stray_character,
    unknown_division,
    name_variant,
    one_person_two_posts,
    part_exceeds_whole,
    growth_outlier,
    headline_against_body,
    headline_claims,
    implausible_size,
    rate_over_hundred,
    rate_recalculated,
    parts_against_total,
    phases_against_total,
    itemised_total,
    counted_list,
    impossible_date,
    duration_against_dates,
    two_values,
    turned_digits,
    converted_unit,
    scale_slip,
    change_recalculated,
    change_direction,
    average_recalculated,
    total_of_each,
    listed_total,
    structure_shares,
    ranks,
    respectively,
    stage_order,
    truncated_start,
    later_than_published,
    publication_dates,
    misread_digit,
    missing_number,
    lost_points,
}

#[cfg(test)]
mod tests;
