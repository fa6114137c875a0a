package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Patience;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client library that Spark's driver uses works against the door. */
class Fabric8ClientTest {

    private static RunningDoor door;
    private static KubernetesClient client;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @BeforeAll
    static void open() {
        door = RunningDoor.open();
        client = door.client();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void empties_the_namespace() {
        client.pods().inNamespace("default").withGracePeriod(0).delete();
        client.configMaps().inNamespace("default").delete();
        door.server().requests().clear();
    }

    @Test
    void an_object_is_created_edited_and_deleted() {
        client.resource(configMap("a")).create();
        ConfigMap edited = client.configMaps()
                .inNamespace("default")
                .withName("a")
                .edit(old -> new ConfigMapBuilder(old).addToData("k", "v").build());
        assertThat(edited.getData()).containsEntry("k", "v");
        assertThat(client.configMaps().inNamespace("default").list().getItems()).hasSize(1);
        client.configMaps()
                .inNamespace("default")
                .withName("a")
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        assertThat(client.configMaps().inNamespace("default").withName("a").get())
                .isNull();
    }

    @Test
    void server_side_apply_creates_and_changes() {
        client.resource(configMap("a")).forceConflicts().serverSideApply();
        ConfigMap changed =
                new ConfigMapBuilder(configMap("a")).addToData("k", "v").build();
        client.resource(changed).forceConflicts().serverSideApply();
        assertThat(client.configMaps()
                        .inNamespace("default")
                        .withName("a")
                        .get()
                        .getData())
                .containsEntry("k", "v");
    }

    @Test
    void a_refusal_arrives_with_its_status() {
        client.resource(pod("p")).create();
        assertThatThrownBy(() -> client.resource(pod("p")).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, refusal -> {
                    assertThat(refusal.getCode()).isEqualTo(409);
                    assertThat(refusal.getStatus().getReason()).isEqualTo("AlreadyExists");
                    assertThat(refusal.getStatus().getDetails().getKind()).isEqualTo("pods");
                });
    }

    @Test
    void a_watch_goes_through_a_web_socket() {
        Watch watch = client.pods().inNamespace("default").watch(recorder());
        client.resource(pod("p")).create();
        assertThat(nextEvent()).isEqualTo("ADDED p");
        client.resource(pod("p")).delete();
        assertThat(nextEvent()).isEqualTo("MODIFIED p");
        assertThat(nextEvent()).isEqualTo("DELETED p");
        watch.close();
        assertThat(door.server().requests().requests()).anySatisfy(request -> {
            assertThat(request.status()).isEqualTo(101);
            assertThat(request.uri()).contains("watch=true");
            assertThat(request.user()).isEqualTo("tester");
        });
    }

    @Test
    void an_informer_follows_the_pods_of_a_label() {
        try (SharedIndexInformer<Pod> informer = client.pods()
                .inNamespace("default")
                .withLabel("spark-role", "executor")
                .inform(handler())) {
            client.resource(pod("driver")).create();
            client.resource(new PodBuilder(pod("e1"))
                            .editMetadata()
                            .addToLabels("spark-role", "executor")
                            .endMetadata()
                            .build())
                    .create();
            assertThat(nextEvent()).isEqualTo("ADDED e1");
            client.pods()
                    .inNamespace("default")
                    .withName("e1")
                    .editStatus(pod -> new PodBuilder(pod)
                            .withNewStatus()
                            .withPhase("Failed")
                            .endStatus()
                            .build());
            assertThat(nextEvent()).isEqualTo("MODIFIED e1");
            assertThat(informer.getStore().list()).hasSize(1);
            client.pods()
                    .inNamespace("default")
                    .withLabel("spark-role", "executor")
                    .delete();
            assertThat(nextEvent()).isEqualTo("MODIFIED e1");
            assertThat(nextEvent()).isEqualTo("DELETED e1");
        }
    }

    @Test
    void waiting_for_a_condition_works() {
        client.resource(pod("p")).create();
        var waiting = client.pods()
                .inNamespace("default")
                .withName("p")
                .informOnCondition(pods -> pods.stream()
                        .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())));
        client.pods()
                .inNamespace("default")
                .withName("p")
                .editStatus(pod -> new PodBuilder(pod)
                        .editStatus()
                        .withPhase("Running")
                        .endStatus()
                        .build());
        assertThat(Patience.join(waiting)).hasSize(1);
    }

    private Watcher<Pod> recorder() {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                events.add(action + " " + pod.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                events.add("CLOSED " + cause);
            }
        };
    }

    private ResourceEventHandler<Pod> handler() {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                events.add("ADDED " + pod.getMetadata().getName());
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                events.add("MODIFIED " + pod.getMetadata().getName());
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {
                events.add("DELETED " + pod.getMetadata().getName());
            }
        };
    }

    private String nextEvent() {
        try {
            return Patience.next(events);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .build();
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("example.invalid/none:1")
                .endContainer()
                .endSpec()
                .build();
    }
}
