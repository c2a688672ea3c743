package io.copytaster.model.gate;

/**
 * One rule and how it went.
 *
 * @param rule its short name, such as {@code p-value} or {@code recall.Sports}
 * @param passed whether it is met
 * @param value what was found
 * @param limit what the rule allows
 * @param sentence both in words
 */
public record Check(String rule, boolean passed, double value, double limit, String sentence) {}
