//! The model card that lies beside the weights.

use crate::Library;
use shiju::entities::weights::Weights;

/// The card's text.
pub fn write(library: &Library, weights: &Weights, bytes: usize, report: &str) -> String {
    let (features, pairs) = weights.chain.size();
    let (inputs, numbers) = weights.net.size();
    let (second, second_pairs) = weights.segments.size();
    let (inner, inner_pairs) = weights.inner.size();
    let characters = |set: &[crate::corpus::Document]| {
        set.iter().map(|d| d.blocks.iter().map(|b| b.len()).sum::<usize>()).sum::<usize>()
    };
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let today =
        time::OffsetDateTime::from_unix_timestamp(seconds as i64).map(|t| t.date().to_string()).unwrap_or_default();
    format!(
        "# The recogniser's weights

Made by `trainer train` on {today}; do not edit. Licence: MIT OR Apache-2.0, like the rest of the project.

- **What it is**: a linear-chain CRF over characters (E, S, O, B, I of twelve types), a small convolutional network
  whose scores are added to the CRF's, and a log-linear second pass over the candidates of both, which also reads
  the parts of projects' names; `docs/entities.md` describes them.
- **Data**: {} annotated articles ({} characters) and {} texts of this repository
  (`tools/trainer/texts`, {} characters), all written for this project. No third-party text. The
  dictionary's tags (jieba, MIT) and the gazetteers of `data/words` and `data/entities` are features.
- **Size**: {bytes} bytes; CRF {features} features, {pairs} weights; network {inputs} inputs, {numbers} weights; second {second} and
  {second_pairs}; parts of names {inner} and {inner_pairs}; 8 bits each.
- **Meant for**: Chinese news about investment promotion and what stands around it on the page.
- **Not meant for**: text of other fields or in other scripts; decisions about people.

{report}",
        library.train.len(),
        characters(&library.train),
        library.extra.len(),
        characters(&library.extra),
    )
}
