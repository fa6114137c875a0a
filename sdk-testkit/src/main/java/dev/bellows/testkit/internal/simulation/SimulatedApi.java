package dev.bellows.testkit.internal.simulation;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import dev.bellows.testkit.internal.invariant.ApiInvariants;
import dev.bellows.testkit.internal.scripted.PodOutputs;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** The API server of a simulation, as all processes share it. */
public final class SimulatedApi {
    private static final long LATENCY_NANOS = 1_000_000;

    private final VirtualTime time;
    private final ModelStore objects;
    private final Trace trace;
    private final Disturbance disturbance;
    private final ApiInvariants invariants;
    private final SplittableRandom random;
    private FaultPlan plan = FaultPlan.NONE;
    private PodOutputs outputs = (namespace, pod) -> Optional.empty();
    private final Set<String> closed = new HashSet<>();
    private int steps;
    private long downUntil;

    /**
     * An API server over a store.
     *
     * @param seed where the latencies start
     * @param disturbance what faults do beside the steps at which they happen
     * @param invariants what must hold of all calls
     */
    public SimulatedApi(
            ClusterStore store,
            VirtualTime time,
            Trace trace,
            long seed,
            Disturbance disturbance,
            ApiInvariants invariants) {
        this.invariants = invariants;
        this.time = time;
        this.objects = new ModelStore(store, new Models());
        this.trace = trace;
        this.random = new SplittableRandom(seed);
        this.disturbance = disturbance;
    }

    /** From now on these mishaps happen. */
    public void faults(FaultPlan next) {
        plan = next;
    }

    /** Where the output of containers is found. */
    public void outputs(PodOutputs found) {
        outputs = found;
    }

    /** How many steps there were. */
    public int steps() {
        return steps;
    }

    /** No call gets through for so long. */
    public void down(Duration duration) {
        downUntil = Math.max(downUntil, time.nanos() + duration.toNanos());
    }

    /** Nothing is created in a namespace any more. */
    void closeNamespace(String namespace) {
        closed.add(namespace);
    }

    /** What a call to create something in a namespace is refused with. */
    Optional<ClusterException> refusal(Step step) {
        if (!step.verb().equals("create") || !closed.contains(step.namespace())) {
            return Optional.empty();
        }
        String why =
                "unable to create new content in namespace " + step.namespace() + " because it is being terminated";
        return Optional.of(new ClusterException(
                403,
                "Forbidden",
                step.plural() + " \"" + step.name() + "\" is forbidden: " + why,
                List.of(new ClusterException.FieldCause(
                        "metadata.namespace", "namespace " + step.namespace() + " is being terminated")),
                Optional.empty()));
    }

    boolean isDown() {
        return time.nanos() < downUntil;
    }

    VirtualTime time() {
        return time;
    }

    ModelStore objects() {
        return objects;
    }

    PodOutputs outputs() {
        return outputs;
    }

    ApiInvariants invariants() {
        return invariants;
    }

    Trace trace() {
        return trace;
    }

    Step step(String process, String verb, String plural, String namespace, String name) {
        if (!verb.equals("event")) {
            invariants.calls().called(process, verb, name);
        }
        return new Step(++steps, process, verb, plural, namespace, name);
    }

    /** What goes wrong at a step; written down. */
    Optional<Fault> fault(Step step) {
        Optional<Fault> fault = plan.at(step);
        fault.ifPresent(known -> trace.add(step.process(), "FAULT " + step, known.toString()));
        return fault;
    }

    /** Lets a fault do what it does beside its step, if this is its moment. */
    void disturb(Step step, Optional<Fault> fault, Fault.Side moment) {
        if (fault.isPresent() && fault.get().side() == moment) {
            disturbance.happen(step, fault.get());
        }
    }

    /** One way, between one and two milliseconds. */
    Duration latency() {
        return Duration.ofNanos(LATENCY_NANOS + random.nextLong(LATENCY_NANOS));
    }

    boolean coin() {
        return random.nextBoolean();
    }
}
