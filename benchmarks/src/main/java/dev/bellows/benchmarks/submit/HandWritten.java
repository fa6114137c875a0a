package dev.bellows.benchmarks.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Calls of fabric8's client, one after the other, as one would write them by hand, for the objects that Bellows makes. */
final class HandWritten implements Contender {
    static final String ONE_CALL = "one call of fabric8";

    private final KubernetesClient client;
    private final SparkJob job;
    private final Layout layout;

    private HandWritten(String url, String token, SparkJob job, Layout layout) {
        this.layout = layout;
        this.client = client(url, token);
        this.job = job;
    }

    /** ConfigMap, driver pod and Service. */
    static HandWritten threeCalls(String url, String token, SparkJob job) {
        return new HandWritten(url, token, job, Layout.SPARK);
    }

    /** The driver pod of layout COMPACT, which needs nothing beside it. */
    static HandWritten oneCall(String url, String token, SparkJob job) {
        return new HandWritten(url, token, job, Layout.COMPACT);
    }

    static KubernetesClient client(String url, String token) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl(url)
                        .withOauthToken(token)
                        .build())
                .build();
    }

    @Override
    public String name() {
        return layout == Layout.SPARK ? "three calls of fabric8" : ONE_CALL;
    }

    @Override
    public void submit(String key) {
        AttemptId attempt =
                new AttemptId(new RunId("default", job.name(), key + "-hand-" + layout), 1, "hand", "spark-" + key);
        CompiledJob compiled = job.compile(attempt, layout);
        compiled.configMap()
                .ifPresent(map -> client.resource(map).inNamespace("default").create());
        client.resource(compiled.driverPod()).inNamespace("default").create();
        compiled.service()
                .ifPresent(service ->
                        client.resource(service).inNamespace("default").create());
    }

    @Override
    public void close() {
        client.close();
    }
}
