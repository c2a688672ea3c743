package io.copytaster.model.gate;

import io.copytaster.model.label.LabelSet;

/**
 * All that the gate looks at.
 *
 * @param championLabels what the champion chooses from
 * @param candidateLabels what the candidate chooses from
 * @param heldOut their answers on reviewed rows that neither was trained on
 * @param golden their answers on the golden rows, which stay the same over many candidates
 * @param championMicros the champion's time for a row, in microseconds
 * @param candidateMicros the candidate's, measured beside it
 */
public record Contest(
    LabelSet championLabels,
    LabelSet candidateLabels,
    PairedAnswers heldOut,
    PairedAnswers golden,
    double championMicros,
    double candidateMicros) {}
