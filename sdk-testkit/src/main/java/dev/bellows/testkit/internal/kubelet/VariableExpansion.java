package dev.bellows.testkit.internal.kubelet;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code $(NAME)} as Kubernetes does: an unknown name stays as written, and {@code $$} stands for one dollar. */
final class VariableExpansion {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

    private VariableExpansion() {}

    static String expand(String text, Map<String, String> variables) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf(match, variables)));
    }

    private static String valueOf(MatchResult match, Map<String, String> variables) {
        return match.group(1) == null ? "$" : variables.getOrDefault(match.group(1), match.group());
    }
}
