package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A label selector, equality and set based. */
final class LabelSelector {

    private static final String KEY = "(?<key>[A-Za-z0-9][-A-Za-z0-9_./]*)";
    private static final Pattern SET = Pattern.compile(KEY + "\\s+(?<op>in|notin)\\s*\\((?<values>[^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile(KEY + "\\s*(?<op>==|=|!=)\\s*(?<value>[-A-Za-z0-9_.]*)");
    private static final Pattern EXISTENCE = Pattern.compile("(?<not>!\\s*)?" + KEY);
    private static final Pattern BETWEEN_REQUIREMENTS = Pattern.compile(",(?![^()]*\\))");

    private final List<Predicate<JsonNode>> requirements = new ArrayList<>();
    private final Map<String, String> exact = new LinkedHashMap<>();

    private LabelSelector() {}

    static LabelSelector parse(String text) {
        LabelSelector selector = new LabelSelector();
        if (!text.isBlank()) {
            for (String part : BETWEEN_REQUIREMENTS.split(text, -1)) {
                selector.requirements.add(selector.requirement(part.strip()));
            }
        }
        return selector;
    }

    /** The labels that must have one certain value. */
    Map<String, String> exact() {
        return exact;
    }

    boolean selectsAll() {
        return requirements.isEmpty();
    }

    boolean matches(JsonNode labels) {
        for (Predicate<JsonNode> requirement : requirements) {
            if (!requirement.test(labels)) {
                return false;
            }
        }
        return true;
    }

    private Predicate<JsonNode> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            Set<String> values = Arrays.stream(set.group("values").split(",", -1))
                    .map(String::strip)
                    .collect(Collectors.toSet());
            return oneOf(set.group("key"), values, set.group("op").equals("in"));
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            String value = equality.group("value");
            boolean wanted = !equality.group("op").equals("!=");
            if (wanted) {
                exact.put(equality.group("key"), value);
            }
            return oneOf(equality.group("key"), Set.of(value), wanted);
        }
        Matcher existence = EXISTENCE.matcher(text);
        if (existence.matches()) {
            boolean wanted = existence.group("not") == null;
            String key = existence.group("key");
            return labels -> labels.has(key) == wanted;
        }
        throw ApiException.badRequest("unable to parse requirement: " + text);
    }

    /** An absent label is in no set: it fails {@code in} and passes {@code notin}. */
    private static Predicate<JsonNode> oneOf(String key, Set<String> values, boolean wanted) {
        return labels -> (labels.has(key) && values.contains(labels.path(key).asText())) == wanted;
    }
}
