package dev.bellows.testkit;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.k8s.port.ClusterPort;
import java.util.function.UnaryOperator;

/** A service that submits a run, and submits it again whenever it has died and was started anew. */
final class Actor {
    private final Plot plot;
    private final SimulatedCluster cluster;
    private final UnaryOperator<ClusterPort> around;
    private SparkKubernetes process;
    private Witness witness;

    Actor(Plot plot, SimulatedCluster cluster, UnaryOperator<ClusterPort> around) {
        this.plot = plot;
        this.cluster = cluster;
        this.around = around;
        process = connect();
        witness = submit();
    }

    Witness witness() {
        return witness;
    }

    /** Starts the service anew if it has died; says whether it had. */
    boolean restartIfDead() {
        boolean dead = cluster.simulation().process(process).time().isKilled();
        if (dead) {
            process = connect();
            witness = submit();
        }
        return dead;
    }

    private SparkKubernetes connect() {
        return cluster.simulation().connect(ConnectOptions.ambient(), around);
    }

    private Witness submit() {
        Witness next = new Witness(process.submit(Plot.JOB, plot.options()));
        cluster.simulation().time().afterEach(next::look);
        return next;
    }
}
