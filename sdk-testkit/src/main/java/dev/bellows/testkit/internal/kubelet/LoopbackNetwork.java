package dev.bellows.testkit.internal.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * The addresses of a node's pods: one subnet {@code 127.0.C.0/24} of the loopback interface, which answers for all of it on
 * Linux. A socket on the subnet's last address keeps other clusters of this machine away; the operating system frees it.
 */
final class LoopbackNetwork implements AutoCloseable {
    private static final int LAST_SUBNET = 254;
    private static final int GUARD_ADDRESS = 254;
    private static final int GUARD_PORT = 7078;

    private final int subnet;
    private final ServerSocket guard;
    private final Set<Integer> taken = new HashSet<>();
    private int last;

    private LoopbackNetwork(int subnet, ServerSocket guard) {
        this.subnet = subnet;
        this.guard = guard;
    }

    static LoopbackNetwork claim() {
        for (int subnet = 1; subnet <= LAST_SUBNET; subnet++) {
            try {
                InetAddress address = InetAddress.getByName(address(subnet, GUARD_ADDRESS));
                ServerSocket guard = new ServerSocket();
                guard.bind(new InetSocketAddress(address, GUARD_PORT));
                return new LoopbackNetwork(subnet, guard);
            } catch (IOException e) {
                // Another cluster holds it.
            }
        }
        throw new IllegalStateException(
                "127.0.1.254 to 127.0.254.254: no free loopback address. LocalCluster needs Linux.");
    }

    /** An address that no pod holds and that was not freed just now. */
    String take() {
        for (int tried = 1; tried < GUARD_ADDRESS; tried++) {
            last = last % (GUARD_ADDRESS - 1) + 1;
            if (taken.add(last)) {
                return address(subnet, last);
            }
        }
        throw new IllegalStateException(taken.size() + " pods: this node has no more addresses");
    }

    void release(String address) {
        taken.remove(Integer.parseInt(address.substring(address.lastIndexOf('.') + 1)));
    }

    @Override
    public void close() {
        try {
            guard.close();
        } catch (IOException e) {
            throw new IllegalStateException(guard + ": cannot be closed", e);
        }
    }

    private static String address(int subnet, int host) {
        return "127.0." + subnet + "." + host;
    }
}
