package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.port.ClusterPort.WatchListener;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Those who look at the pods of single runs: the watch remembers no pod, but tells them each one that it sees. Used in turn. */
public final class PodViewers {
    private final Map<String, List<WatchListener<Pod>>> byRun = new HashMap<>();

    PodViewers() {}

    /** Tells somebody of a run's pods from now on. */
    public void add(String runName, WatchListener<Pod> viewer) {
        byRun.computeIfAbsent(runName, any -> new ArrayList<>()).add(viewer);
    }

    /** Tells somebody nothing more. */
    public void remove(String runName, WatchListener<Pod> viewer) {
        byRun.computeIfPresent(runName, (any, viewers) -> {
            viewers.remove(viewer);
            return viewers.isEmpty() ? null : viewers;
        });
    }

    void seen(Pod pod) {
        tell(WatchEvent.Type.MODIFIED, pod);
    }

    void gone(Pod last) {
        tell(WatchEvent.Type.DELETED, last);
    }

    void missed(Remembered last) {
        Pod bare = new PodBuilder()
                .withNewMetadata()
                .withUid(last.uid())
                .endMetadata()
                .build();
        tell(last.run(), new WatchEvent<>(WatchEvent.Type.DELETED, bare));
    }

    private void tell(WatchEvent.Type type, Pod pod) {
        PodTranslation.runOf(pod.getMetadata()).ifPresent(run -> tell(run, new WatchEvent<>(type, pod)));
    }

    private void tell(String run, WatchEvent<Pod> event) {
        List.copyOf(byRun.getOrDefault(run, List.of())).forEach(viewer -> viewer.event(event));
    }
}
