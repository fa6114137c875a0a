package dev.bellows.testkit.internal.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.Step;
import dev.bellows.testkit.internal.scripted.Ending;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.Patch;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subresource;
import java.time.Duration;

/** Faults of processes and of people, done. */
final class Disturbances implements Disturbance {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String OURS = BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER;
    private static final String DRIVERS = OURS + ",spark-role=driver";

    private final ClusterStore store;
    private final Simulation simulation;

    Disturbances(ClusterStore store, Simulation simulation) {
        this.store = store;
        this.simulation = simulation;
    }

    @Override
    public void happen(Step step, Fault fault) {
        SdkProcess process = simulation.process(step.process());
        switch (fault.kind()) {
            case PROCESS_DIES -> process.time().kill();
            case PROCESS_PAUSES -> process.time().pause(LONG);
            case CLOCK_JUMPS_AHEAD -> process.time().jump(LONG);
            case CLOCK_JUMPS_BACK -> process.time().jump(LONG.negated());
            case API_SERVER_DOWN -> simulation.apiServerDown(LONG);
            case DRIVER_DELETED -> each(ResourceType.PODS, DRIVERS, this::delete);
            case RECORD_DELETED -> each(ResourceType.CONFIG_MAPS, OURS, this::delete);
            case LABELS_REMOVED -> each(ResourceType.PODS, DRIVERS, this::removeLabels);
            case DRIVER_EVICTED -> strike(Ending.Kind.EVICTED);
            case DRIVER_EVICTED_BARE -> strike(Ending.Kind.EVICTED_BARE);
            case DRIVER_OUT_OF_MEMORY -> strike(Ending.Kind.OUT_OF_MEMORY);
            case DRIVER_PREEMPTED -> strike(Ending.Kind.PREEMPTED);
            case NODE_DIES -> strike(Ending.Kind.NODE_LOST);
            case PHASE_GOES_BACK -> strike(Ending.Kind.GOES_BACK);
            case NAMESPACE_DELETED -> simulation.deleteNamespace(step.namespace());
            default -> {}
        }
    }

    private void strike(Ending.Kind end) {
        simulation.kubelet().strike(life -> life.label("spark-role").equals("driver"), Ending.by(end));
    }

    private void each(ResourceType type, String selector, Meddling meddling) {
        for (ObjectNode object :
                store.list(type, null, Selectors.labels(selector)).items()) {
            JsonNode metadata = object.path("metadata");
            try {
                meddling.with(
                        type,
                        metadata.path("namespace").asText(),
                        metadata.path("name").asText());
            } catch (ApiException e) {
                // It went meanwhile, with its owner.
            }
        }
    }

    private void delete(ResourceType type, String namespace, String name) {
        store.delete(type, namespace, name, DeleteOptions.DEFAULT);
    }

    private void removeLabels(ResourceType type, String namespace, String name) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putNull("labels");
        store.patch(type, namespace, name, Patch.merge(patch), Subresource.NONE);
    }

    private interface Meddling {
        void with(ResourceType type, String namespace, String name);
    }
}
