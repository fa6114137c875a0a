package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.preset.NetworkRules;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The NetworkPolicies that a job asks for: one of its driver, and, if connections to the outside are limited, one of all its pods. */
final class JobNetworkPolicies {
    private final SparkJob job;
    private final AttemptId attempt;
    private final Map<String, String> conf;
    private final NetworkRules rules;

    private JobNetworkPolicies(SparkJob job, AttemptId attempt, Map<String, String> conf, NetworkRules rules) {
        this.job = job;
        this.attempt = attempt;
        this.conf = conf;
        this.rules = rules;
    }

    static List<NetworkPolicy> of(SparkJob job, AttemptId attempt, Map<String, String> conf) {
        return job.presets().network().stream()
                .flatMap(rules -> new JobNetworkPolicies(job, attempt, conf, rules).all())
                .toList();
    }

    private Stream<NetworkPolicy> all() {
        return rules.limitEgress() ? Stream.of(ofDriver(), ofEgress()) : Stream.of(ofDriver());
    }

    private NetworkPolicy ofDriver() {
        List<NetworkPolicyIngressRule> ingress = new ArrayList<>();
        Map<String, Integer> ports = DriverPorts.of(SparkLine.of(job.sparkVersion()), conf);
        ingress.add(ingress(application(), List.of(ports.get("driver-rpc-port"), ports.get("blockmanager"))));
        if (!rules.uiFrom().isEmpty()) {
            ingress.add(ingress(new TreeMap<>(rules.uiFrom()), List.of(ports.get("spark-ui"))));
        }
        if (!rules.connectFrom().isEmpty()) {
            ingress.add(ingress(new TreeMap<>(rules.connectFrom()), List.of(DriverPorts.connect(conf))));
        }
        return named("driver-policy")
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels(application())
                .addToMatchLabels(SparkLabels.ROLE, SparkLabels.DRIVER)
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(ingress)
                .endSpec()
                .build();
    }

    private NetworkPolicy ofEgress() {
        return named("egress-policy")
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(application())
                .endPodSelector()
                .withPolicyTypes("Egress")
                .withEgress(egress())
                .endSpec()
                .build();
    }

    private List<NetworkPolicyEgressRule> egress() {
        List<NetworkPolicyEgressRule> egress = new ArrayList<>();
        egress.add(new NetworkPolicyEgressRuleBuilder()
                .withTo(podsWith(application()))
                .build());
        egress.add(new NetworkPolicyEgressRuleBuilder()
                .withPorts(port("UDP", 53), port("TCP", 53))
                .build());
        // The API server and services by HTTPS.
        egress.add(new NetworkPolicyEgressRuleBuilder()
                .withPorts(port("TCP", 443), port("TCP", 6443))
                .build());
        for (String range : rules.egressTo()) {
            egress.add(new NetworkPolicyEgressRuleBuilder()
                    .addNewTo()
                    .withNewIpBlock()
                    .withCidr(range)
                    .endIpBlock()
                    .endTo()
                    .build());
        }
        return egress;
    }

    private NetworkPolicyBuilder named(String suffix) {
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(attempt.prefix() + "-" + suffix)
                .withNamespace(attempt.run().namespace())
                .withLabels(ObjectLabels.ofService(job, attempt))
                .endMetadata();
    }

    private Map<String, String> application() {
        return Map.of(SparkLabels.APP_ID, attempt.appId());
    }

    private static NetworkPolicyIngressRule ingress(Map<String, String> labels, List<Integer> ports) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(podsWith(labels))
                .withPorts(ports.stream().map(number -> port("TCP", number)).toList())
                .build();
    }

    private static NetworkPolicyPeer podsWith(Map<String, String> labels) {
        return new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .withMatchLabels(labels)
                .endPodSelector()
                .build();
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPort(null, new IntOrString(number), protocol);
    }
}
