"""The model card: what a model is, from what it learnt, how good it is, and what it must not be used for."""

from router.learning.reports.report import markdown
from router.learning.training.train import TrainedModel
from router.promise import promised


def model_card(trained: TrainedModel, *, corpus_sha256: str, command: str) -> str:
    """The card in Markdown. ``command`` is what prints the figures again."""
    evaluation, model = trained.evaluation, trained.model
    thresholds = model.thresholds
    target = promised(evaluation.target_error)
    return f"""# Model {model.version}

Reads a mail to a support centre for ERP software, finds the issues in it, and says of each its kind
(support or consultant assignment) and its competence area, with the probability of being right.

## What it is

Linear models over words, pairs of words and groups of 2 to 5 letters of an issue's text, the letter groups
of the subject (weaker) and the mailbox. Linear support vector machines for kind, area and the pair of both,
added. What they say of the piece, the subject, the sentences, those of them that ask, and the mail's other
pieces is weighed and calibrated by a logistic regression of a few dozen numbers. Logistic regression and
boosted trees for the splitter, set right for the length of the mail; logistic regression for its class;
boosted trees, calibrated, for how sure to be of an issue from end to end.
The file holds arrays, strings and numbers only, {len(model.pieces.features.words.terms):,} word terms and
{len(model.pieces.features.letters.terms):,} letter groups among them.

Areas: {", ".join(model.areas)}.

## Data

{evaluation.mails:,} labelled mails with {evaluation.overall.issues:,} issues (SHA-256 of the corpus
`{corpus_sha256}`), and {trained.exercises:,} exercises that were learnt from and never measured on. The
starter corpus and the exercises are invented mail written for this project, in Bokmål, Nynorsk and
English. {trained.phrases:,} phrases of the trade from the glossary beside the mails helped to tell the areas
apart. What the firm's own people have corrected is among the mails where `train` was given `--config`.

## Figures

Printed by `{command}`. Every mail was judged by a model that had not seen any part of it; the thresholds were
chosen on the same judgements. The model in this folder was then fitted on all mails.

{markdown(evaluation)}

## Thresholds

| decision | at least |
| --- | ---: |
| routed without review (certainty; {target}) | {thresholds.review:.4f} |
| two issues instead of one | {thresholds.new_issue:.2f} |
| no action by content alone | {thresholds.no_action:.3f} |
| share of known words, else review | {thresholds.known_words:.2f} |
| probability of being of the trade, else review | {thresholds.of_the_trade:.3f} |

## Limits

- The corpus is invented. On a firm's own mail the figures can be worse at first: run the service with
  `--shadow`, correct what is wrong, and train again.
- It knows Bokmål, Nynorsk and English. Other languages and texts unlike anything in the corpus go to review.
- It names only the areas above. A new area needs labelled mails and a new training.
- Mails with several issues are sometimes taken for one: a missed split is cheaper than a false one, and the
  threshold was chosen so. Two matters in one sentence are mostly divided, and most of the others go to
  review; two of the same area in one sentence are mostly missed.
- It judges text alone: not attachments, not pictures, not who the customer is.
"""
