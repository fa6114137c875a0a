package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Layout;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;

/** Bellows, until the API server has accepted the run. */
final class BellowsSubmission implements Contender {
    static final String NAME = "Bellows";

    private final SparkKubernetes spark;
    private final SparkJob job;
    private final Layout layout;
    private boolean held;

    BellowsSubmission(String url, String token, SparkJob job, Layout layout) {
        this.layout = layout;
        // A client name of its own: each contender watches its own runs, as services do.
        this.spark = SparkKubernetes.connect(ConnectOptions.ambient()
                .url(url)
                .token(token)
                .namespace("default")
                .client("bellows-" + layout));
        this.job = job;
    }

    @Override
    public String name() {
        return layout == Layout.SPARK ? NAME : NAME + ", COMPACT";
    }

    @Override
    public void submit(String key) {
        SparkRun run = spark.submit(job, RunOptions.key(key + "-" + layout).layout(layout));
        run.submitted().join();
        // One run stays open, as in a service that has work: what is measured is not the opening of its watches.
        if (held) {
            run.detach();
        }
        held = true;
    }

    @Override
    public void close() {
        spark.close();
    }
}
