package dev.bellows.testkit;

import dev.bellows.Patience;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.deploy.SparkSubmit;

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

    /** A class path file for a Spark that consists of the stand-in, under a name that passes for a distribution's. */
    static Path classPathFile(Path folder) throws IOException, URISyntaxException {
        Path classes = Path.of(SparkSubmit.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Files.writeString(folder.resolve("cp"), classes + ":/spark-kubernetes_2.13-4.1.1.jar");
    }

    /** A cluster that runs the stand-in, and writes below a folder. */
    static LocalClusterBuilder cluster(Path folder) throws IOException, URISyntaxException {
        return LocalCluster.builder()
                .spark(SparkDistribution.ofClassPath(classPathFile(folder)))
                .workDirectory(folder.resolve("clusters"));
    }

    static boolean isRunning(Pod pod) {
        return pod != null && "Running".equals(pod.getStatus().getPhase());
    }
}
