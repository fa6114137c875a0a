package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says whether a driver that waits does so in vain, from what the cluster's parts say about it. Pure. */
final class Waiting {
    /** How a scheduler says that no node there is could take the pod, were it empty. */
    private static final Pattern NO_NODE_EVER =
            Pattern.compile("preemption: 0/(\\d+) nodes are available: \\1 Preemption is not helpful");

    /** How a scheduler says so of a claim, which no other node has either. */
    private static final Pattern NO_CLAIM =
            Pattern.compile("persistentvolumeclaim \"[^\"]*\" (not found|is being deleted|bound to non-existent)");

    /** What a scheduler says of nodes that are cordoned or tainted: they may be set free, or not be ready yet. */
    private static final Pattern SHUT_NODE = Pattern.compile("were unschedulable|untolerated taint");

    /** How a kubelet says that something the pod names does not exist. */
    private static final Pattern MISSING = Pattern.compile("not found|non-existent");

    /** How autoscalers say that a node will come. */
    private static final Set<String> NODE_COMES = Set.of("TriggeredScaleUp", "Nominated");

    private static final Set<String> VOLUME_TROUBLE = Set.of("FailedMount", "FailedAttachVolume");

    private Waiting() {}

    /** Why the driver will never start, if that can be told. */
    static Optional<Cause> inVain(PodFacts pod, List<EventFacts> events) {
        if (pod.node().isEmpty()) {
            return unscheduled(pod.message(), events);
        }
        return events.stream()
                .filter(event -> VOLUME_TROUBLE.contains(event.reason()))
                .filter(event -> MISSING.matcher(event.message()).find())
                .findFirst()
                .map(Waiting::volume);
    }

    private static Optional<Cause> unscheduled(String message, List<EventFacts> events) {
        if (NO_CLAIM.matcher(message).find()) {
            return Optional.of(new Cause(FailureKind.VOLUME, "The driver's volume claim cannot be used: " + message));
        }
        boolean comes = events.stream().anyMatch(event -> NODE_COMES.contains(event.reason()))
                || SHUT_NODE.matcher(message).find();
        return comes || !NO_NODE_EVER.matcher(message).find()
                ? Optional.empty()
                : Optional.of(new Cause(FailureKind.UNSCHEDULABLE, "No node could ever take the driver: " + message));
    }

    /** What a driver waits for that has waited too long. */
    static Optional<Cause> tooLong(List<EventFacts> events) {
        return events.stream()
                .filter(event -> VOLUME_TROUBLE.contains(event.reason()))
                .findFirst()
                .map(Waiting::volume);
    }

    private static Cause volume(EventFacts event) {
        return new Cause(FailureKind.VOLUME, "The driver's volumes cannot be mounted: " + event.message());
    }
}
