package dev.bellows.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that JVMs are started with beside their heap; not for applications. */
public final class JavaOptions {
    // A word, or a part of one in quotes, as a shell would split it.
    private static final Pattern PART = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|\\\\(.)|(\\s+)|(.)");
    private static final Pattern AT_START = Pattern.compile("spark\\.auth.*|spark\\.rpc.*|spark\\.network.*"
            + "|spark\\.ssl(?!.*Password).*|spark\\..*\\.port|spark\\.port\\..*");

    private JavaOptions() {}

    /** What the JVM of an executor gets. */
    static List<String> ofExecutor(ConfView conf, String appId, int id) {
        List<String> options = new ArrayList<>(words(conf.get("spark.executor.extraJavaOptions", "")
                .replace("{{APP_ID}}", appId)
                .replace(Placeholders.EXECUTOR_ID, Integer.toString(id))));
        conf.conf().forEach((key, value) -> {
            if (AT_START.matcher(key).matches() && !key.equals("spark.authenticate.secret")) {
                options.add("-D" + key + "=" + value);
            }
        });
        return options;
    }

    /** The single options of a text, without the quotes and backslashes around them. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            if (part.group(4) == null) {
                inWord = true;
                word.append(contentOf(part));
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static String contentOf(Matcher part) {
        if (part.group(1) != null) {
            return part.group(1).replaceAll("\\\\(.)", "$1");
        }
        return part.group(2) != null ? part.group(2) : part.group(3) != null ? part.group(3) : part.group(5);
    }
}
