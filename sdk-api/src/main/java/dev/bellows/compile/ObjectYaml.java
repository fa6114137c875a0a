package dev.bellows.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.Serial;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Kubernetes objects as YAML: the same object always gives the same text. */
public final class ObjectYaml {
    private static final char NEXT_LINE = '\u0085';
    // A block that begins with blanks or empty lines: the reader of Spark's own client refuses some of them.
    private static final Pattern INDENTED_BLOCK = Pattern.compile("[|][0-9][+-]?$", Pattern.MULTILINE);
    private static final YAMLMapper READABLE = mapper().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .build();
    private static final YAMLMapper ESCAPED = mapper().build();

    private ObjectYaml() {}

    static String of(HasMetadata object) {
        try {
            String text = READABLE.writeValueAsString(object);
            // A block keeps this character as it is, and readers of YAML take it for a plain line break.
            return isReadable(text) ? text : ESCAPED.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a Kubernetes object is plain data", e);
        }
    }

    /** Several objects as one text that {@code kubectl apply} takes. */
    public static String of(List<? extends HasMetadata> objects) {
        return objects.stream().map(ObjectYaml::of).collect(Collectors.joining("---\n"));
    }

    private static boolean isReadable(String text) {
        return text.indexOf(NEXT_LINE) < 0
                && (text.indexOf('|') < 0 || !INDENTED_BLOCK.matcher(text).find());
    }

    private static YAMLMapper.Builder mapper() {
        YAMLFactory factory =
                YAMLFactory.builder().stringQuotingChecker(new PlainWords()).build();
        return YAMLMapper.builder(factory)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /** Quotes whatever some reader of YAML could take for a number, a date or a switch. */
    private static final class PlainWords extends StringQuotingChecker {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !isWord(value) || isReservedKeyword(value);
        }

        private static boolean isWord(String value) {
            if (value.isEmpty() || !isLetter(value.charAt(0))) {
                return false;
            }
            for (int i = 1; i < value.length(); i++) {
                char c = value.charAt(i);
                if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
                    return false;
                }
            }
            return true;
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/';
        }
    }
}
