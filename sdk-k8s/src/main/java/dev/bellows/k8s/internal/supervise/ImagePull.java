package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a kubelet says about an image that it has not got. It tries again by itself, so that only the words of the registry tell whether that
 * may help. Pure.
 */
final class ImagePull {
    private static final Set<String> FAILING = Set.of("ErrImagePull", "ImagePullBackOff", "RegistryUnavailable");

    /** How registries say that the image is not there, or not for these credentials. */
    private static final Pattern REFUSED = Pattern.compile(
            "not found|manifest unknown|name unknown|does not exist|unauthorized|authentication required|denied|forbidden"
                    + "|no basic auth credentials|invalid reference format|no match for platform|no matching manifest"
                    + "|insufficient_scope",
            Pattern.CASE_INSENSITIVE);

    /** How it is said that something on the way did not answer, or not in time. */
    private static final Pattern PASSING = Pattern.compile(
            "time(d )?-?out|deadline exceeded|connection (refused|reset)|unavailable|too ?many ?requests|temporar"
                    + "|no route to host|network is unreachable|\\bEOF\\b|failed to sync|try again"
                    + "|(status|code)\\D{0,12}(429|5\\d\\d)\\b|500 internal|502 bad gateway|504 gateway",
            Pattern.CASE_INSENSITIVE);

    private ImagePull() {}

    /** Whether the last pull has failed, and another one is to follow. */
    static boolean isFailing(ContainerFacts container) {
        return FAILING.contains(container.waiting());
    }

    /** Whether what a node says may be otherwise the next time it tries. */
    static boolean isPassing(String message) {
        return PASSING.matcher(message).find();
    }

    /** Why no further pull will do, as the registry said last; the container's own words may leave out why it waits. */
    static Optional<Cause> inVain(PodFacts pod, List<EventFacts> events) {
        if (!isFailing(pod.container())) {
            return Optional.empty();
        }
        Stream<String> own =
                Stream.of(pod.container().waiting() + ": " + pod.container().waitingMessage());
        Stream<String> told = events.stream()
                .filter(event ->
                        event.reason().equals("Failed") && event.message().contains("image"))
                .map(EventFacts::message);
        return Stream.concat(own, told)
                .filter(words -> isPassing(words) || REFUSED.matcher(words).find())
                .findFirst()
                .filter(words -> !isPassing(words))
                .map(words -> new Cause(FailureKind.IMAGE, "The driver's image cannot be pulled: " + words));
    }
}
