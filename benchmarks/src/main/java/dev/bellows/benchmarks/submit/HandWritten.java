package dev.bellows.benchmarks.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Three calls, one after the other, as one would write them by hand, for the objects that Bellows makes. */
final class HandWritten implements Contender {
    private final KubernetesClient client;
    private final SparkJob job;

    HandWritten(String url, String token, SparkJob job) {
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl(url)
                        .withOauthToken(token)
                        .build())
                .build();
        this.job = job;
    }

    @Override
    public String name() {
        return "three calls of fabric8";
    }

    @Override
    public void submit(String key) {
        CompiledJob compiled =
                job.compile(new AttemptId(new RunId("default", job.name(), key + "-hand"), 1, "hand", "spark-" + key));
        client.resource(compiled.configMap().orElseThrow())
                .inNamespace("default")
                .create();
        client.resource(compiled.driverPod()).inNamespace("default").create();
        client.resource(compiled.service().orElseThrow()).inNamespace("default").create();
    }

    @Override
    public void close() {
        client.close();
    }
}
