package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.internal.describe.RunReading;
import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunDescription;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.RunSummary;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All runs of a client that a namespace knows, read from the metadata of their records with one LIST. */
final class RunDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);

    private final Surroundings world;

    RunDirectory(Surroundings world) {
        this.world = world;
    }

    CompletableFuture<List<Entry>> list(String namespace) {
        String selector = BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER + "," + BellowsLabels.CLIENT + "="
                + world.client();
        return world.cluster()
                .list(ObjectKind.CONFIG_MAP_METADATA, namespace, selector)
                .thenApply(listing -> listing.items().stream()
                        .flatMap(record -> entry(record).stream())
                        .toList());
    }

    CompletableFuture<RunDescription> describe(RunId run) {
        return new RunReading(world.cluster(), run).describe(facts -> new Entry(run, facts).summary(world));
    }

    private Optional<Entry> entry(PartialObjectMetadata record) {
        RecordAnnotations annotations = RecordAnnotations.of(record.getMetadata());
        try {
            return annotations.runId().map(run -> new Entry(run, annotations.facts()));
        } catch (IllegalArgumentException e) {
            LOG.warn("a run is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A run and what its record says. */
    record Entry(RunId run, RecordFacts facts) {
        boolean isOver() {
            return facts.outcome().isPresent();
        }

        RunSummary summary(Surroundings world) {
            boolean waits = facts.driverUid().isEmpty()
                    && (facts.hasEnded(facts.attempt()) || world.clock().now().isBefore(facts.notBefore()));
            RunStatus open = waits ? RunStatus.BACKING_OFF : RunStatus.ACTIVE;
            return new RunSummary(
                    run,
                    facts.outcome().map(RunResult::status).orElse(open),
                    facts.attempt(),
                    facts.created(),
                    facts.outcome());
        }
    }
}
