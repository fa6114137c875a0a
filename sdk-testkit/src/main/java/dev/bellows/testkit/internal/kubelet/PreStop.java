package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.nio.file.Path;
import java.util.List;

/** Reads the hook that a container wants before it is stopped. */
final class PreStop {
    private PreStop() {}

    /** The hook's command; empty if there is no hook. */
    static List<String> commandOf(Container container) {
        LifecycleHandler handler = container.getLifecycle() == null
                ? null
                : container.getLifecycle().getPreStop();
        if (handler == null) {
            return List.of();
        }
        ExecAction exec = handler.getExec();
        return exec == null ? List.of(handler.toString()) : exec.getCommand();
    }

    /** Whether the command is a decommission script of Spark's, such as {@code /opt/decom.sh}. */
    static boolean isDecommission(List<String> command) {
        return Path.of(command.get(command.size() - 1)).getFileName().toString().startsWith("decom");
    }
}
