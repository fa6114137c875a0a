package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.Dns;
import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.NodeRule;
import dev.bellows.job.pod.PodRule;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.SpreadRule;
import dev.bellows.job.pod.Toleration;
import java.util.Map;

/** The pod template that somebody writes by hand for what no conf of Spark can say. */
final class SubmittedTemplate {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PodShape shape;
    private final PodShape own;
    private final SparkVersion version;
    private final AttemptId attempt;
    private final ObjectNode pod =
            JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    private final ObjectNode spec = pod.putObject("spec");
    private final ObjectNode container;

    private SubmittedTemplate(
            PodShape shape, PodShape own, String containerName, SparkVersion version, AttemptId attempt) {
        this.version = version;
        this.shape = shape;
        this.own = own;
        this.attempt = attempt;
        this.container = spec.putArray("containers").addObject().put("name", containerName);
    }

    /** The driver's template; what conf says for both roles is not in it. */
    static String ofDriver(SparkJob job, AttemptId attempt) {
        SubmittedTemplate template = new SubmittedTemplate(
                SubmittedPods.ofDriver(job),
                job.driver().pod(),
                "spark-kubernetes-driver",
                job.sparkVersion(),
                attempt);
        template.fill(job.image());
        SubmittedNodes.addToDriver(template.spec, job);
        return template.patched();
    }

    /** The executors' template, likewise. */
    static String ofExecutors(SparkJob job, AttemptId attempt) {
        SubmittedTemplate template = new SubmittedTemplate(
                SubmittedPods.ofExecutors(job),
                job.executors().pod(),
                "spark-kubernetes-executor",
                job.sparkVersion(),
                attempt);
        template.fill(job.image());
        SubmittedShuffle.grace(job)
                .ifPresent(grace -> template.spec.put("terminationGracePeriodSeconds", grace.toSeconds()));
        SubmittedNodes.addToExecutors(template.spec, job, attempt);
        return template.patched();
    }

    private void fill(String image) {
        addPlacement();
        addContainer();
        SubmittedContainers.addTo(spec, shape, image);
        addRest();
        shape.security().ifPresent(this::add);
    }

    private String patched() {
        shape.patch().ifPresent(patch -> merge(pod, patch.toTree()));
        return pod.toString();
    }

    private void addPlacement() {
        shape.priorityClass().ifPresent(name -> spec.put("priorityClassName", name));
        shape.runtimeClass().ifPresent(name -> spec.put("runtimeClassName", name));
        shape.nodeRules().forEach(this::add);
        shape.podRules().forEach(this::add);
        for (SpreadRule rule : shape.spreadRules()) {
            ObjectNode spread = spec.withArray("topologySpreadConstraints")
                    .addObject()
                    .put("maxSkew", rule.maxSkew())
                    .put("topologyKey", rule.topologyKey())
                    .put("whenUnsatisfiable", rule.required() ? "DoNotSchedule" : "ScheduleAnyway");
            addLabels(spread.putObject("labelSelector"), PodRule.Target.EXECUTORS, Map.of());
        }
        for (Toleration taint : shape.tolerations()) {
            ObjectNode toleration = spec.withArray("tolerations")
                    .addObject()
                    .put("key", taint.key())
                    .put("operator", taint.value().isPresent() ? "Equal" : "Exists");
            taint.value().ifPresent(value -> toleration.put("value", value));
            taint.effect().ifPresent(effect -> toleration.put("effect", effect));
            taint.seconds().ifPresent(seconds -> toleration.put("tolerationSeconds", seconds));
        }
    }

    private void add(NodeRule rule) {
        ObjectNode affinity = spec.withObject("/affinity/nodeAffinity");
        ArrayNode expressions;
        if (rule.weight().isPresent()) {
            expressions = affinity.withArray("preferredDuringSchedulingIgnoredDuringExecution")
                    .addObject()
                    .put("weight", rule.weight().get())
                    .putObject("preference")
                    .putArray("matchExpressions");
        } else {
            ArrayNode terms = affinity.withObject("/requiredDuringSchedulingIgnoredDuringExecution")
                    .withArray("nodeSelectorTerms");
            ObjectNode term = terms.isEmpty() ? terms.addObject() : (ObjectNode) terms.get(0);
            expressions = term.withArray("matchExpressions");
        }
        ObjectNode expression = expressions.addObject().put("key", rule.key()).put("operator", rule.operator());
        rule.values().forEach(expression.withArray("values")::add);
    }

    private void add(PodRule rule) {
        ObjectNode affinity = spec.withObject("/affinity/" + (rule.apart() ? "podAntiAffinity" : "podAffinity"));
        ObjectNode term;
        if (rule.weight().isPresent()) {
            term = affinity.withArray("preferredDuringSchedulingIgnoredDuringExecution")
                    .addObject()
                    .put("weight", rule.weight().get())
                    .putObject("podAffinityTerm");
        } else {
            term = affinity.withArray("requiredDuringSchedulingIgnoredDuringExecution")
                    .addObject();
        }
        term.put("topologyKey", rule.topologyKey());
        addLabels(term.putObject("labelSelector"), rule.target(), rule.labels());
    }

    private void addLabels(ObjectNode selector, PodRule.Target target, Map<String, String> given) {
        ObjectNode labels = selector.putObject("matchLabels");
        given.forEach(labels::put);
        if (target != PodRule.Target.LABELLED) {
            labels.put("spark-role", target == PodRule.Target.DRIVER ? "driver" : "executor")
                    .put("bellows.dev/run", attempt.run().runName())
                    .put("bellows.dev/attempt", Integer.toString(attempt.number()));
        }
    }

    private void addContainer() {
        shape.envSources().forEach((name, source) -> {
            if (!(source instanceof SecretRef)) {
                SubmittedContainers.addVariable(container.withArray("env"), name, source);
            }
        });
        for (EnvFrom from : shape.envFrom()) {
            ObjectNode source = container.withArray("envFrom").addObject();
            from.prefix().ifPresent(prefix -> source.put("prefix", prefix));
            source.putObject(from.kind() == EnvFrom.Kind.SECRET ? "secretRef" : "configMapRef")
                    .put("name", from.name());
        }
        for (PodVolume volume : shape.volumes()) {
            if (!SubmittedPods.hasConf(volume, version)) {
                spec.withArray("volumes").add(SubmittedVolume.of(volume));
                ObjectNode mount = container
                        .withArray("volumeMounts")
                        .addObject()
                        .put("name", volume.name())
                        .put("mountPath", volume.mountPath())
                        .put("readOnly", volume.readOnly());
                volume.subPath().ifPresent(path -> mount.put("subPath", path));
            }
        }
    }

    private void addRest() {
        own.imagePullSecrets()
                .forEach(name -> spec.withArray("imagePullSecrets").addObject().put("name", name));
        shape.terminationGraceSeconds().ifPresent(seconds -> spec.put("terminationGracePeriodSeconds", seconds));
        shape.hostAliases().forEach(alias -> {
            ObjectNode line = spec.withArray("hostAliases").addObject().put("ip", alias.ip());
            alias.hostnames().forEach(line.withArray("hostnames")::add);
        });
        shape.dns().ifPresent(this::add);
    }

    private void add(Dns dns) {
        dns.policy().ifPresent(policy -> spec.put("dnsPolicy", policy));
        ObjectNode config = JSON.createObjectNode();
        dns.nameservers().forEach(server -> config.withArray("nameservers").add(server));
        dns.searches().forEach(search -> config.withArray("searches").add(search));
        dns.options().forEach((name, value) -> {
            ObjectNode option = config.withArray("options").addObject().put("name", name);
            if (!value.isEmpty()) {
                option.put("value", value);
            }
        });
        if (!config.isEmpty()) {
            spec.set("dnsConfig", config);
        }
    }

    private void add(Security security) {
        ObjectNode context = JSON.createObjectNode();
        security.runAsUser().ifPresent(user -> context.put("runAsUser", user));
        security.runAsGroup().ifPresent(group -> context.put("runAsGroup", group));
        security.fsGroup().ifPresent(group -> context.put("fsGroup", group));
        security.supplementalGroups()
                .forEach(group -> context.withArray("supplementalGroups").add(group));
        if (!context.isEmpty()) {
            spec.set("securityContext", context);
        }
        if (security.readOnlyRootFilesystem()) {
            container.withObject("/securityContext").put("readOnlyRootFilesystem", true);
        }
        security.addCapabilities()
                .forEach(name -> container
                        .withObject("/securityContext/capabilities")
                        .withArray("add")
                        .add(name));
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode part
                    && target.get(field.getKey()) instanceof ObjectNode known) {
                merge(known, part);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
