package dev.bellows.conformance.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.k8s.KubernetesConf;
import org.apache.spark.deploy.k8s.KubernetesExecutorConf;
import org.apache.spark.deploy.k8s.KubernetesExecutorSpec;
import org.apache.spark.internal.config.package$;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfile$;
import org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBuilder;
import scala.Option;
import scala.collection.JavaConverters;

/** One executor pod, as the allocator of a driver makes it from its conf, its environment and its executor template. */
final class ExecutorPod {
    private static final String SECRET_FILE = "spark.authenticate.secret.file";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    ExecutorPod(KubernetesClient client) {
        this.client = client;
    }

    ObjectNode answer(JsonNode question) throws IOException {
        SparkConf conf = new DriverConf(texts(question.get("env")));
        texts(question.get("conf")).forEach(conf::set);
        if (question.hasNonNull("template")) {
            Path template = Path.of(System.getProperty("java.io.tmpdir"), "executor-template.yaml");
            Files.writeString(template, question.get("template").asText());
            conf.set("spark.kubernetes.executor.podTemplateFile", template.toString());
        }
        ResourceProfile$.MODULE$.clearDefaultProfile();
        ResourceProfile profile = ResourceProfile$.MODULE$.getOrCreateDefaultProfile(conf);
        SecurityManager security = security(conf);
        KubernetesExecutorConf executor = KubernetesConf.createExecutorConf(
                conf,
                question.get("executorId").asText(),
                question.get("appId").asText(),
                Option.apply(driver(question.get("driverPod").asText())),
                profile.id());
        KubernetesExecutorSpec spec =
                new KubernetesExecutorBuilder().buildFromFeatures(executor, security, client, profile);
        ObjectNode answer = JSON.createObjectNode();
        Pod pod = new PodBuilder(spec.pod().pod())
                .editOrNewSpec()
                .addToContainers(spec.pod().container())
                .endSpec()
                .build();
        answer.set("pod", JSON.readTree(Serialization.asJson(pod)));
        var resources = answer.putArray("resources");
        for (Object resource : JavaConverters.seqAsJavaListConverter(spec.executorKubernetesResources())
                .asJava()) {
            resources.add(JSON.readTree(Serialization.asJson(resource)));
        }
        return answer;
    }

    /** A driver's own: a secret that it finds in a mounted file stands in a file of this machine. */
    private static SecurityManager security(SparkConf driver) throws IOException {
        SparkConf conf = driver.clone();
        if (conf.contains(SECRET_FILE)) {
            Path secret = Path.of(System.getProperty("java.io.tmpdir"), "auth-secret");
            conf.set(SECRET_FILE, Files.writeString(secret, "a secret").toString());
        }
        SecurityManager security = new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE());
        security.initializeAuth();
        return security;
    }

    private static Pod driver(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(RecordingApiServer.UID)
                .endMetadata()
                .build();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** A conf with the environment of a driver's container. */
    private static final class DriverConf extends SparkConf {
        private static final long serialVersionUID = 1;

        private final transient Map<String, String> environment;

        private DriverConf(Map<String, String> environment) {
            super(false);
            this.environment = environment;
        }

        @Override
        public String getenv(String name) {
            return environment.get(name);
        }

        @Override
        public SparkConf clone() {
            SparkConf copy = new DriverConf(environment);
            for (scala.Tuple2<String, String> entry : getAll()) {
                copy.set(entry._1(), entry._2());
            }
            return copy;
        }
    }
}
