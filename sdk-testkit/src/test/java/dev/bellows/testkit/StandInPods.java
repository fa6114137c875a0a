package dev.bellows.testkit;

import dev.bellows.Patience;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Pods whose driver is the stand-in for Spark's programs, and a client to make them with. */
final class StandInPods {
    private StandInPods() {}

    /** A client whose requests take as long as they take. */
    static KubernetesClient clientOf(String kubeconfig) {
        Config config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                .withRequestTimeout(Math.toIntExact(Patience.LIMIT.toMillis()))
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A pod that asks for so much CPU; the word tells the stand-in what to do. */
    static PodBuilder pod(String name, String word, String cpu) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("spark-kubernetes-driver")
                .withImage("any/image:at-all")
                .withArgs("driver", "local:///app.jar", word)
                .withNewResources()
                .addToRequests("cpu", new Quantity(cpu))
                .endResources()
                .endContainer()
                .endSpec();
    }
}
