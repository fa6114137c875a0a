package dev.bellows.k8s.internal.supervise;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which Maven packages a driver asked for in vain, from what Ivy tells in its log. Pure. */
final class MissingPackages {
    private static final Pattern REFUSED =
            Pattern.compile("(?:unresolved dependency|download failed): ([^#,\\s]+)#([^;\\s]+);([^:!,\\s]+)");
    private static final Pattern UNREACHABLE =
            Pattern.compile("Host (\\S+) not found\\.|Server access error at url https?://([^/\\s:]+)");

    private MissingPackages() {}

    /** A sentence that names them, if they are why the driver ended. */
    static Optional<String> reason(List<String> lines) {
        String packages = lines.stream()
                .filter(line -> line.startsWith("Exception in thread \"main\""))
                .flatMap(line -> REFUSED.matcher(line).results())
                .map(found -> found.group(1) + ":" + found.group(2) + ":" + found.group(3))
                .distinct()
                .collect(Collectors.joining(", "));
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of("The driver found no Maven repository that has " + packages + "." + unreachable(lines)
                        + " Check coordinates and repositories, or put the jars into the image.");
    }

    private static String unreachable(List<String> lines) {
        String hosts = lines.stream()
                .flatMap(line -> UNREACHABLE.matcher(line).results())
                .flatMap(MissingPackages::groups)
                .distinct()
                .collect(Collectors.joining(", "));
        return hosts.isEmpty() ? "" : " It could not reach " + hosts + ".";
    }

    private static Stream<String> groups(MatchResult found) {
        return Stream.of(Optional.ofNullable(found.group(1)), Optional.ofNullable(found.group(2)))
                .flatMap(Optional::stream);
    }
}
