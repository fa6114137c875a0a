package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;

/** Turns what the watch tells of records into their runs' signals. */
final class RecordNews implements ObjectListener<PartialObjectMetadata> {
    private final Audience audience;

    RecordNews(Audience audience) {
        this.audience = audience;
    }

    @Override
    public Remembered seen(PartialObjectMetadata record) {
        ObjectMeta metadata = record.getMetadata();
        RecordAnnotations annotations = RecordAnnotations.of(metadata);
        boolean over = false;
        if (annotations.runId().isPresent()) {
            Signal signal = signal(metadata, annotations);
            audience.tell(metadata.getName(), signal);
            over = signal instanceof Signal.RecordSeen seen
                    && seen.record().outcome().isPresent();
        }
        // A run whose outcome was told has ended, whatever becomes of its record.
        return new Remembered(
                metadata.getUid(), metadata.getName(), over ? null : new Signal.RecordGone(metadata.getUid()));
    }

    private static Signal signal(ObjectMeta metadata, RecordAnnotations annotations) {
        try {
            return new Signal.RecordSeen(annotations.facts());
        } catch (IllegalArgumentException e) {
            return new Signal.RecordSpoiled(metadata.getUid(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void gone(PartialObjectMetadata last) {
        // What was decided last may stand in it.
        audience.tellEnd(seen(last));
    }

    @Override
    public void missed(Remembered last) {
        audience.tellEnd(last);
    }

    @Override
    public void refused(ClusterException problem) {
        audience.tellRefused("configmaps", problem);
    }

    @Override
    public void renewed() {
        // Every decision reads the record itself.
    }
}
