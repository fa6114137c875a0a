package dev.bellows.benchmarks.submit;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.Written;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The objects that were created through a port, run by run in the order of their creation, so that they can be created once more. */
final class SentObjects {
    private final Map<String, List<Sent<?>>> byRun = new LinkedHashMap<>();

    /** The same port, which remembers. */
    ClusterPort through(ClusterPort port) {
        return (ClusterPort) Proxy.newProxyInstance(
                SentObjects.class.getClassLoader(), new Class<?>[] {ClusterPort.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("create")) {
                        keep((ObjectKind<?>) arguments[0], object(arguments[2]));
                    }
                    try {
                        return method.invoke(port, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static HasMetadata object(Object sent) {
        return sent instanceof Written<?> written ? written.object() : (HasMetadata) sent;
    }

    /** The objects, a list for each run. */
    synchronized List<List<Sent<?>>> runs() {
        return List.copyOf(byRun.values());
    }

    @SuppressWarnings("unchecked")
    private synchronized void keep(ObjectKind<?> kind, HasMetadata object) {
        byRun.computeIfAbsent(object.getMetadata().getLabels().get(BellowsLabels.RUN), any -> new ArrayList<>())
                .add(new Sent<>((ObjectKind<HasMetadata>) kind, object));
    }

    /**
     * An object.
     *
     * @param kind its kind
     * @param object what was sent
     * @param <T> the model class
     */
    record Sent<T extends HasMetadata>(ObjectKind<T> kind, T object) {
        /** Creates it in another namespace, where its owner has another UID. */
        CompletableFuture<T> create(ClusterPort port, String namespace, Optional<String> ownerUid) {
            return port.create(kind, namespace, in(namespace, ownerUid));
        }

        /** The object as it is in another namespace, where its owner has another UID. */
        T in(String namespace, Optional<String> ownerUid) {
            object.getMetadata().setNamespace(namespace);
            object.getMetadata().getOwnerReferences().forEach(owner -> owner.setUid(ownerUid.orElseThrow()));
            return object;
        }
    }
}
