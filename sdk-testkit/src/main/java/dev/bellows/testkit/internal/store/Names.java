package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for names, labels and annotations. */
final class Names {

    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String LABEL_VALUE = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
    private static final String LABEL_KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private static final Rule SUBDOMAIN_RULE = new Rule(
            Pattern.compile(SUBDOMAIN),
            253,
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation"
                    + " is '" + SUBDOMAIN + "')");
    private static final Rule LABEL_RULE = new Rule(
            Pattern.compile(LABEL),
            63,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                    + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation"
                    + " is '" + LABEL + "')");
    private static final Rule LABEL_VALUE_RULE = new Rule(
            Pattern.compile(LABEL_VALUE),
            63,
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                    + " regex used for validation is '" + LABEL_VALUE + "')");
    private static final Rule LABEL_KEY_RULE = new Rule(
            Pattern.compile(LABEL_KEY),
            63,
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                    + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
                    + " validation is '" + LABEL_KEY + "')");
    private static final Rule PATH_SEGMENT_RULE =
            new Rule(Pattern.compile("(?!\\.{1,2}$)[^/%]+"), 253, "may not be '.' or '..' or contain '/' or '%'");

    private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

    private static final Set<String> PATH_SEGMENT_GROUPS = Set.of("rbac.authorization.k8s.io");

    private Names() {}

    /** What is wrong with the name, the labels and the annotations of a new or changed object. */
    static List<Cause> check(ResourceType type, JsonNode object) {
        List<Cause> causes = new ArrayList<>();
        String name = Metadata.name(object);
        if (name.isEmpty()) {
            causes.add(Cause.required("metadata.name", "name or generateName is required"));
        } else {
            ruleFor(type)
                    .problem(name)
                    .map(why -> invalid("metadata.name", name, why))
                    .ifPresent(causes::add);
        }
        labels(object, causes);
        annotations(object, causes);
        return causes;
    }

    /** What is wrong with the labels and the annotations that a change sets; its name stays. */
    static List<Cause> checkChanged(JsonNode before, JsonNode after) {
        List<Cause> causes = new ArrayList<>();
        JsonNode was = before.path("metadata");
        JsonNode is = after.path("metadata");
        if (!Bodies.isSame(was.get("labels"), is.get("labels"))) {
            labels(after, causes);
        }
        if (!Bodies.isSame(was.get("annotations"), is.get("annotations"))) {
            annotations(after, causes);
        }
        return causes;
    }

    private static void labels(JsonNode object, List<Cause> causes) {
        object.path("metadata").path("labels").properties().forEach(label -> {
            String value = label.getValue().asText();
            labelKeyProblem(label.getKey())
                    .map(why -> invalid("metadata.labels", label.getKey(), why))
                    .ifPresent(causes::add);
            LABEL_VALUE_RULE
                    .problem(value)
                    .map(why -> invalid("metadata.labels", value, why))
                    .ifPresent(causes::add);
        });
    }

    private static void annotations(JsonNode object, List<Cause> causes) {
        if (annotationBytes(object) > MOST_ANNOTATION_BYTES) {
            causes.add(Cause.tooLong("metadata.annotations", MOST_ANNOTATION_BYTES));
        }
    }

    private static long annotationBytes(JsonNode object) {
        return object.path("metadata").path("annotations").properties().stream()
                .mapToLong(annotation ->
                        bytes(annotation.getKey()) + bytes(annotation.getValue().asText()))
                .sum();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What is wrong with the name of a container or a port. */
    static Optional<Cause> label(String field, String name) {
        return name.isEmpty()
                ? Optional.of(Cause.required(field, ""))
                : LABEL_RULE.problem(name).map(why -> invalid(field, name, why));
    }

    private static Rule ruleFor(ResourceType type) {
        if (type.equals(ResourceType.SERVICES) || type.equals(ResourceType.NAMESPACES)) {
            return LABEL_RULE;
        }
        return PATH_SEGMENT_GROUPS.contains(type.group()) ? PATH_SEGMENT_RULE : SUBDOMAIN_RULE;
    }

    private static Optional<String> labelKeyProblem(String key) {
        int slash = key.indexOf('/');
        Optional<String> prefix = slash < 0
                ? Optional.empty()
                : SUBDOMAIN_RULE.problem(key.substring(0, slash)).map(why -> "prefix part " + why);
        return prefix.isPresent() ? prefix : LABEL_KEY_RULE.problem(key.substring(slash + 1));
    }

    private static Cause invalid(String field, String value, String why) {
        return Cause.invalid(field, "\"" + value + "\"", why);
    }

    private record Rule(Pattern pattern, int maxLength, String explanation) {

        Optional<String> problem(String value) {
            if (value.length() > maxLength) {
                return Optional.of("must be no more than " + maxLength + " bytes");
            }
            return pattern.matcher(value).matches() ? Optional.empty() : Optional.of(explanation);
        }
    }
}
