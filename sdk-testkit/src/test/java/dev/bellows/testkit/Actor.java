package dev.bellows.testkit;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.run.SparkRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A service that submits a run, or attaches to one, and does so again whenever it has died and was started anew. */
final class Actor {
    private final SimulatedCluster cluster;
    private final UnaryOperator<ClusterPort> around;
    private final Function<SparkKubernetes, SparkRun> entrance;
    private final List<Witness> former = new ArrayList<>();
    private SparkKubernetes process;
    private Witness witness;

    private Actor(
            SimulatedCluster cluster, UnaryOperator<ClusterPort> around, Function<SparkKubernetes, SparkRun> entrance) {
        this.cluster = cluster;
        this.around = around;
        this.entrance = entrance;
        process = connect();
        witness = enter();
    }

    static Actor submits(Plot plot, SimulatedCluster cluster, UnaryOperator<ClusterPort> around) {
        return new Actor(cluster, around, spark -> spark.submit(Plot.JOB, plot.options()));
    }

    static Actor attaches(SparkRun run, SimulatedCluster cluster, UnaryOperator<ClusterPort> around) {
        return new Actor(cluster, around, spark -> spark.attach(run.id()));
    }

    Witness witness() {
        return witness;
    }

    SparkRun run() {
        return witness.run();
    }

    /** What was wrong with what its service was told; asked for when all must be over. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(witness.problems());
        former.forEach(earlier -> problems.addAll(earlier.problems()));
        return problems;
    }

    /** The same process submits the same run anew; the run before must end, however. */
    void submitAgain() {
        if (!cluster.simulation().process(process).time().isKilled()) {
            former.add(witness);
            witness = enter();
        }
    }

    /** Starts the service anew if it has died; says whether it had. */
    boolean restartIfDead() {
        boolean dead = cluster.simulation().process(process).time().isKilled();
        if (dead) {
            former.clear();
            process = connect();
            witness = enter();
        }
        return dead;
    }

    private SparkKubernetes connect() {
        return cluster.simulation().connect(ConnectOptions.ambient(), around);
    }

    private Witness enter() {
        Witness next = new Witness(entrance.apply(process));
        cluster.simulation().time().afterEach(next::look);
        return next;
    }
}
