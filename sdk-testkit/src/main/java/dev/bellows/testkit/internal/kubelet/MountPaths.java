package dev.bellows.testkit.internal.kubelet;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rewrites the paths that a container sees to the directories that stand for them on this machine.
 *
 * <p>The longest mount path wins, and only whole path segments count: {@code /opt/app} is found in {@code /opt/app/a.jar}
 * and {@code file:///opt/app}, not in {@code /opt/application} or {@code s3a://bucket/opt/app}.
 */
final class MountPaths {
    private static final String NOT_INSIDE_A_PATH = "(?:(?<![\\w.)}/-])|(?<=\\b(?:file|local)://))";
    private static final String SEGMENT_ENDS = "(?![\\w.-])";

    private final Map<String, Path> targets = new HashMap<>();
    private final Optional<Pattern> pattern;

    MountPaths(Map<String, Path> byMountPath) {
        byMountPath.forEach((mountPath, target) -> targets.put(withoutEndSlash(mountPath), target));
        targets.remove("");
        pattern = targets.isEmpty() ? Optional.empty() : Optional.of(patternOf(targets));
    }

    /** What is mounted beneath nothing else that is mounted, by its path in the container. */
    Map<String, Path> outermost() {
        Map<String, Path> found = new TreeMap<>();
        targets.forEach((path, target) -> {
            if (targets.keySet().stream().noneMatch(other -> path.startsWith(other + "/"))) {
                found.put(path, target);
            }
        });
        return found;
    }

    String rewrite(String text) {
        return pattern.map(p -> p.matcher(text).replaceAll(this::replacement)).orElse(text);
    }

    private String replacement(MatchResult match) {
        return Matcher.quoteReplacement(String.valueOf(targets.get(match.group())));
    }

    private static Pattern patternOf(Map<String, Path> targets) {
        String paths = targets.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile(NOT_INSIDE_A_PATH + "(?:" + paths + ")" + SEGMENT_ENDS);
    }

    private static String withoutEndSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
