package dev.bellows.testkit;

import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import dev.bellows.testkit.internal.invariant.OneDriver;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Tells a plot once, with what goes wrong in it, and judges it by its end. */
final class Telling {
    private static final Duration PACE = Duration.ofSeconds(20);

    private final Plot plot;
    private final FaultPlan plan;
    private final SimulatedCluster cluster;
    private final UnaryOperator<ClusterPort> around;
    private final Judgement judgement;
    private final List<Actor> actors = new ArrayList<>();
    private final Set<FaultKind> happened = EnumSet.noneOf(FaultKind.class);
    private final List<Step> steps = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Duration quietSince = Duration.ZERO;

    /**
     * A telling.
     *
     * @param around what stands between the SDK and its port
     */
    Telling(Plot plot, long seed, FaultPlan plan, UnaryOperator<ClusterPort> around) {
        this.plot = plot;
        this.plan = plan;
        this.cluster = SimulatedCluster.seeded(seed);
        this.around = around;
        cluster.objects().create(Secret.class, Canary.secret());
        plot.setting().accept(cluster.objects());
        this.judgement = new Judgement(plot, cluster, happened);
        plot.script().accept(cluster.job(Plot.JOB.name()));
        cluster.faults(this::fault);
        for (int i = 0; i < plot.services(); i++) {
            actors.add(Actor.submits(plot, cluster, around));
        }
    }

    /** Tells it all. */
    Verdict tell() {
        try {
            plot.deeds().forEach(this::act);
            while (passed.compareTo(quietSince.plus(Plot.BOUND)) < 0) {
                advance(PACE);
            }
            cluster.faults(FaultPlan.NONE);
            problems.addAll(judgement.of(actors));
            cluster.close();
        } catch (AssertionError broken) {
            String first =
                    String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
            if (!(first.contains(OneDriver.SECOND) && Incidents.mayFollow(happened))) {
                problems.add(first);
            }
        }
        return new Verdict(problems, steps, cluster::trace);
    }

    private void act(Plot.Deed deed) {
        while (passed.compareTo(deed.at()) < 0) {
            advance(deed.at().minus(passed).compareTo(PACE) < 0 ? deed.at().minus(passed) : PACE);
        }
        deed.act().accept(cluster, actors.get(0));
        quietSince = passed;
    }

    private void advance(Duration step) {
        cluster.advance(step);
        passed = passed.plus(step);
        Actor first = actors.get(0);
        while (actors.size() < plot.services() + plot.attachers()
                && first.run().submitted().isDone()
                && !first.run().submitted().isCompletedExceptionally()) {
            actors.add(Actor.attaches(first.run(), cluster, around));
        }
        for (Actor actor : actors) {
            if (actor.restartIfDead()) {
                plot.deeds().stream()
                        .filter(deed -> deed.isWish() && deed.at().compareTo(passed) <= 0)
                        .forEach(deed -> deed.act().accept(cluster, actor));
            }
        }
    }

    private Optional<Fault> fault(Step step) {
        steps.add(step);
        Optional<Fault> fault = plan.at(step);
        fault.ifPresent(known -> {
            happened.add(known.kind());
            quietSince = passed;
        });
        return fault;
    }

    /**
     * What came of it.
     *
     * @param problems what did not hold
     * @param steps all steps until everything had to be over
     * @param trace what happened
     */
    record Verdict(List<String> problems, List<Step> steps, Supplier<String> trace) {}
}
