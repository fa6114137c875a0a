package dev.bellows.conformance.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkSubmit;
import org.apache.spark.deploy.SparkSubmitArguments;
import org.apache.spark.deploy.k8s.KubernetesConf;
import org.apache.spark.deploy.k8s.KubernetesDriverConf;
import org.apache.spark.deploy.k8s.submit.Client;
import org.apache.spark.deploy.k8s.submit.ClientArguments;
import org.apache.spark.deploy.k8s.submit.KubernetesDriverBuilder;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map$;

/** One run of spark-submit in cluster mode, from its command line to the last request. */
final class Submission {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final RecordingApiServer server;
    private final Configuration hadoop = new Configuration();

    Submission(KubernetesClient client, RecordingApiServer server) {
        this.client = client;
        this.server = server;
    }

    ObjectNode answer(JsonNode question) throws IOException {
        List<String> command = new ArrayList<>();
        question.get("command").forEach(word -> command.add(word.asText()));
        SparkSubmitArguments arguments = new SparkSubmitArguments(
                JavaConverters.asScalaBufferConverter(command).asScala().toList(), Map$.MODULE$.empty());
        // With packages Spark would ask Maven repositories here; what it finds does not go into the driver's conf.
        String packages = arguments.packages();
        arguments.packages_$eq(null);
        // Likewise the jars of an R program would be searched for R code.
        String jars = arguments.jars();
        if (arguments.isR()) {
            arguments.jars_$eq(null);
        }
        var prepared = new SparkSubmit().prepareSubmitEnvironment(arguments, Option.apply(hadoop));
        SparkConf conf = prepared._3();
        if (arguments.isR() && jars != null) {
            conf.set("spark.jars", jars);
        }
        if (packages != null) {
            conf.set("spark.jars.packages", packages);
        }
        question.get("conf")
                .fields()
                .forEachRemaining(
                        entry -> conf.set(entry.getKey(), entry.getValue().asText()));
        for (var template : (Iterable<java.util.Map.Entry<String, JsonNode>>)
                () -> question.get("templates").fields()) {
            Path file = Path.of(System.getProperty("java.io.tmpdir"), template.getKey() + ".yaml");
            Files.writeString(file, template.getValue().asText());
            conf.set(template.getKey(), file.toString());
        }
        ClientArguments parsed = ClientArguments.fromCommandLineArgs(
                JavaConverters.seqAsJavaListConverter(prepared._1()).asJava().toArray(new String[0]));
        KubernetesDriverConf driver = KubernetesConf.createDriverConf(
                conf,
                question.get("appId").asText(),
                parsed.mainAppResource(),
                parsed.mainClass(),
                parsed.driverArgs(),
                parsed.proxyUser());
        server.takeRequests();
        new Client(driver, new KubernetesDriverBuilder(), client, null).run();
        ObjectNode answer = JSON.createObjectNode();
        answer.set("requests", server.takeRequests());
        return answer;
    }
}
