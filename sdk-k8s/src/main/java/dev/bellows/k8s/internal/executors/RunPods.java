package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ClusterPort.Listing;
import dev.bellows.k8s.port.ClusterPort.WatchListener;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.WatchEvent;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A run's pods: listed by the first who looks, and told by the watch from then on, until nobody has looked for a minute. While the watch is
 * not well, and once the run is over, they are listed for each look. All its work is done in turn.
 */
public final class RunPods {
    private static final Duration LINGER = Duration.ofMinutes(1);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final RunId run;
    private final String selector;
    private final PodFeed feed;
    private final Turns turns;
    private final WatchListener<Pod> news = this::heard;
    private final Map<String, SeenPod> known = new HashMap<>();

    /** What went while a LIST was under way: it may still be in that. */
    private final Set<String> gone = new HashSet<>();

    private int listing;
    private boolean follows;
    private boolean whole;
    private long lookedAt;

    /**
     * The pods of a run.
     *
     * @param client the client whose run it is
     * @param feed who tells of them
     * @param turns as long as the run is watched
     */
    public RunPods(ClusterPort cluster, TimeSource time, RunId run, String client, PodFeed feed, Turns turns) {
        this.cluster = cluster;
        this.time = time;
        this.run = run;
        this.selector = RunExecutors.selector(run, client);
        this.feed = feed;
        this.turns = turns;
    }

    /** The pods as far as they are known; asks for them only if the watch does not tell. */
    CompletableFuture<List<SeenPod>> known() {
        CompletableFuture<List<SeenPod>> answer = new CompletableFuture<>();
        time.execute(() -> {
            lookedAt = time.nanoTime();
            if (follows && whole && feed.isWell()) {
                answer.complete(List.copyOf(known.values()));
            } else {
                list(answer);
            }
        });
        return answer;
    }

    /** The pods that there are now. */
    CompletableFuture<List<SeenPod>> listed() {
        CompletableFuture<List<SeenPod>> answer = new CompletableFuture<>();
        time.execute(() -> {
            lookedAt = time.nanoTime();
            list(answer);
        });
        return answer;
    }

    private void list(CompletableFuture<List<SeenPod>> answer) {
        if (follows && !turns.goOn()) {
            leave();
        }
        if (!follows && feed.follow(news)) {
            follows = true;
            turns.later(LINGER, this::rest);
        }
        listing++;
        cluster.list(ObjectKind.PODS, run.namespace(), selector)
                .whenComplete((pods, error) -> time.execute(() -> {
                    listing--;
                    if (error == null) {
                        answer(answer, pods);
                    } else {
                        answer.completeExceptionally(error);
                    }
                    if (listing == 0) {
                        gone.clear();
                    }
                }));
    }

    /** A pod that cannot be read must not leave anybody waiting. */
    private void answer(CompletableFuture<List<SeenPod>> answer, Listing<Pod> pods) {
        try {
            merge(pods);
            List<SeenPod> all = List.copyOf(known.values());
            if (!follows) {
                known.clear();
            }
            answer.complete(all);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** What the watch has told since the LIST stays. */
    private void merge(Listing<Pod> listing) {
        long at = SeenPod.version(listing.resourceVersion());
        Map<String, SeenPod> before = new HashMap<>(known);
        known.values().removeIf(pod -> pod.version() <= at);
        for (Pod item : listing.items()) {
            SeenPod pod = SeenPod.of(item);
            SeenPod told = before.get(pod.uid());
            if (!gone.contains(pod.uid())) {
                known.put(pod.uid(), told != null && told.version() > pod.version() ? told : pod);
            }
        }
        whole = follows;
    }

    private void heard(WatchEvent<Pod> event) {
        SeenPod pod = SeenPod.of(event.object());
        if (event.type() == WatchEvent.Type.DELETED) {
            known.remove(pod.uid());
            if (listing > 0) {
                gone.add(pod.uid());
            }
        } else {
            known.merge(pod.uid(), pod, (old, told) -> old.version() > told.version() ? old : told);
        }
    }

    private void rest() {
        Duration unseen = Duration.ofNanos(time.nanoTime() - lookedAt);
        if (unseen.compareTo(LINGER) < 0) {
            turns.later(LINGER.minus(unseen), this::rest);
        } else {
            leave();
        }
    }

    private void leave() {
        feed.leave(news);
        follows = false;
        whole = false;
        known.clear();
    }
}
