package dev.bellows.job;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.check.NearestName;
import dev.bellows.check.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one job and reports every field that is not of a job's form. Jackson stops at the first such field; so each is noted, taken out,
 * and the rest is read again. Values are never shown: they may be secrets.
 */
final class JobReader {
    private final JsonMapper mapper;
    private final List<Problem> problems = new ArrayList<>();

    JobReader(JsonMapper mapper) {
        this.mapper = mapper;
    }

    SparkJob read(String json) {
        JsonNode tree = parse(json);
        refuseNulls(tree, "");
        SparkJob job = bind((ObjectNode) tree);
        if (!problems.isEmpty()) {
            throw invalid();
        }
        return job;
    }

    private InvalidJob invalid() {
        return new InvalidJob(
                problems.stream().sorted(Comparator.comparing(Problem::field)).toList());
    }

    // What was taken out shows once more: as missing where it was, or as an object without it. The first report is the
    // useful one.
    private void report(Problem problem) {
        boolean follows = problems.stream()
                .map(Problem::field)
                .anyMatch(field -> field.equals(problem.field())
                        || field.startsWith(problem.field() + ".")
                        || field.startsWith(problem.field() + "["));
        if (!follows) {
            problems.add(problem);
        }
    }

    private JsonNode parse(String json) {
        JsonNode tree;
        try {
            tree = mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw invalid(
                    JsonProblem.JSON_SYNTAX,
                    placeOf(e),
                    "text that is not JSON, or a field given twice",
                    "a JSON object");
        }
        if (!tree.isObject()) {
            throw invalid(JsonProblem.JSON_SYNTAX, "the text", kindOf(tree), "a JSON object");
        }
        return tree;
    }

    private static InvalidJob invalid(JsonProblem code, String field, String seen, String expected) {
        return new InvalidJob(List.of(Problem.of(code, field, seen, expected, "Correct the text.")));
    }

    private SparkJob bind(ObjectNode tree) {
        while (true) {
            try {
                return mapper.treeToValue(tree, SparkJob.class);
            } catch (JsonMappingException e) {
                JsonPath path = new JsonPath(e.getPath());
                report(describe(e, path.toString(), path.in(tree)));
                if (!path.removeFrom(tree)) {
                    throw invalid();
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a parsed tree has no syntax left to be wrong", e);
            }
        }
    }

    private static Problem describe(JsonMappingException e, String field, JsonNode node) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            TreeSet<String> known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
            return Problem.of(
                    JsonProblem.JSON_UNKNOWN_FIELD,
                    field,
                    "an unknown field",
                    known.isEmpty() ? "no further field" : "one of " + String.join(", ", known),
                    NearestName.to(unknown.getPropertyName(), known.stream())
                            .map(name -> "Did you mean " + name + "?")
                            .orElse("Correct its name or remove it."));
        }
        return Problem.of(
                JsonProblem.JSON_TYPE,
                field,
                kindOf(node),
                FieldForms.at(field, typeOf(e)),
                "Correct the value or remove the field.");
    }

    private static @Nullable Class<?> typeOf(JsonMappingException e) {
        return e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    }

    private void refuseNulls(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            for (Iterator<Map.Entry<String, JsonNode>> fields =
                            object.properties().iterator();
                    fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (at.endsWith("pod.patch")) {
                    // There null says: take it away.
                    continue;
                }
                if (field.getValue().isNull()) {
                    reportNull(at);
                    fields.remove();
                } else {
                    refuseNulls(field.getValue(), at);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                String at = path + "[" + i + "]";
                if (array.get(i).isNull()) {
                    reportNull(at);
                    array.set(i, JsonPath.PLACEHOLDER);
                } else {
                    refuseNulls(array.get(i), at);
                }
            }
        }
    }

    private void reportNull(String field) {
        report(Problem.of(JsonProblem.JSON_NULL, field, "null", "a value", "Leave out what is not set."));
    }

    private static String placeOf(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return place == null ? "the text" : "line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static String kindOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "true or false";
            case NUMBER ->
                !node.isIntegralNumber()
                        ? "a fraction"
                        : node.canConvertToInt() ? "a whole number" : "a whole number that is too large";
            case OBJECT -> "an object";
            case STRING -> "a text";
            default -> "nothing";
        };
    }
}
