package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.internal.kubelet.HostsFile.RunningPod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostsFileTest {
    private static final RunningPod DRIVER =
            new RunningPod("run-1-driver", "127.0.1.1", Map.of("app", "a", "role", "d"));
    private static final RunningPod EXECUTOR = new RunningPod("exec-1", "127.0.1.2", Map.of("app", "a", "role", "e"));

    @Test
    void a_headless_service_names_the_pods_that_it_selects() {
        String hosts = HostsFile.of(
                "machine", List.of(service("None", Map.of("app", "a", "role", "d"))), List.of(DRIVER, EXECUTOR));

        assertThat(hosts).isEqualTo("""
                        127.0.0.1 localhost
                        127.0.0.1 machine
                        127.0.1.1 svc.etl.svc svc.etl.svc.cluster.local svc.etl svc
                        127.0.1.1 run-1-driver
                        127.0.1.2 exec-1
                        """);
    }

    @Test
    void other_services_name_nothing() {
        Service withAddress = service("10.0.0.1", Map.of("app", "a"));
        Service withoutSelector = service("None", Map.of());

        assertThat(HostsFile.of("m", List.of(withAddress, withoutSelector), List.of(DRIVER)))
                .doesNotContain("svc");
    }

    private static Service service(String clusterIp, Map<String, String> selector) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("svc")
                .withNamespace("etl")
                .endMetadata()
                .withNewSpec()
                .withClusterIP(clusterIp)
                .withSelector(selector)
                .endSpec()
                .build();
    }
}
