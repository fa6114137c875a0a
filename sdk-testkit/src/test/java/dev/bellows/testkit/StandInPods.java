package dev.bellows.testkit;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

/** Pods whose driver is the stand-in for Spark's programs. */
final class StandInPods {
    private StandInPods() {}

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
