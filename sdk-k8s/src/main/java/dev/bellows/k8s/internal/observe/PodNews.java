package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns what the watch tells of pods into their runs' signals. */
final class PodNews implements ObjectListener<Pod> {
    private final Audience audience;
    private final PodViewers viewers;

    PodNews(Audience audience, PodViewers viewers) {
        this.audience = audience;
        this.viewers = viewers;
    }

    @Override
    public Remembered seen(Pod pod) {
        viewers.seen(pod);
        return found(pod);
    }

    /** Tells a pod's run of it, and not those who look at pods. */
    Remembered found(Pod pod) {
        PodFacts facts = PodTranslation.facts(pod);
        Optional<String> run = PodTranslation.runOf(pod.getMetadata());
        OptionalInt executor = PodTranslation.executorId(pod);
        if (run.isPresent() && PodTranslation.isDriver(pod)) {
            audience.tell(run.get(), new Signal.DriverSeen(facts));
            // Its end was told: what becomes of the pod, which may stay for its log, tells nothing more.
            return new Remembered(facts.uid(), run.get(), facts.hasEnded() ? null : new Signal.DriverGone(facts));
        } else if (run.isPresent() && executor.isPresent()) {
            audience.tell(run.get(), new Signal.ExecutorSeen(executor.getAsInt(), facts));
            return new Remembered(facts.uid(), run.get(), new Signal.ExecutorGone(executor.getAsInt(), facts));
        }
        return new Remembered(facts.uid(), "", null);
    }

    @Override
    public void gone(Pod last) {
        viewers.gone(last);
        PodTranslation.runOf(last.getMetadata()).ifPresent(run -> {
            if (PodTranslation.isDriver(last)) {
                audience.tell(run, new Signal.DriverGone(PodTranslation.facts(last)));
            } else {
                PodTranslation.executorId(last)
                        .ifPresent(id -> audience.tell(run, new Signal.ExecutorGone(id, PodTranslation.facts(last))));
            }
        });
    }

    @Override
    public void missed(Remembered last) {
        viewers.missed(last);
        audience.tellEnd(last);
    }

    @Override
    public void refused(ClusterException problem) {
        audience.tellRefused("pods", problem);
    }

    @Override
    public void renewed() {
        audience.tellAll(new Signal.WatchRenewed());
    }
}
