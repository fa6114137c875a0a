package dev.bellows.conformance;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every driver pod that a namespace has seen since this was opened, as another client of the API server hears of them. */
public final class SeenDrivers implements AutoCloseable {
    private final Map<String, String> nameByUid = new LinkedHashMap<>();
    private final SharedIndexInformer<Pod> informer;

    public SeenDrivers(KubernetesClient client, String namespace) {
        informer = client.pods()
                .inNamespace(namespace)
                .withLabel("spark-role", "driver")
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Pod pod) {
                        note(pod);
                    }

                    @Override
                    public void onUpdate(Pod before, Pod pod) {
                        note(pod);
                    }

                    @Override
                    public void onDelete(Pod pod, boolean unknown) {
                        note(pod);
                    }
                });
    }

    /** The name of each driver of a run, in the order in which they came; a name twice is two drivers. */
    public synchronized List<String> of(String runName) {
        return nameByUid.values().stream()
                .filter(name -> name.startsWith(runName + "-"))
                .toList();
    }

    @Override
    public void close() {
        informer.close();
    }

    private synchronized void note(Pod pod) {
        nameByUid.putIfAbsent(pod.getMetadata().getUid(), pod.getMetadata().getName());
    }
}
