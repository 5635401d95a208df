package io.skein.driver;

import io.aeron.driver.DataPacketDispatcher;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ReceiveChannelEndpointSupplier;
import io.aeron.driver.media.ReceiveChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import io.aeron.protocol.SetupFlyweight;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/**
 * A setup frame from the network makes a log for a new image, which is as heavy as a client's command. Whoever receives
 * one puts it aside, and the pump takes it from there. All of this is inside the duty cycle, so one thread at a time.
 */
final class DeferredSetups implements ReceiveChannelEndpointSupplier, CooperativeDriver.DriverWork
{
    private static final int LIMIT = 1_024;

    private final ArrayDeque<Runnable> setups = new ArrayDeque<>();
    private ClientCommands commands;
    private GatedAgent gate;

    @Override
    public ReceiveChannelEndpoint newInstance(
        final UdpChannel channel,
        final DataPacketDispatcher dispatcher,
        final AtomicCounter statusIndicator,
        final MediaDriver.Context context)
    {
        return new Endpoint(channel, dispatcher, statusIndicator, context);
    }

    @Override
    public boolean isWaiting()
    {
        return !setups.isEmpty() || gate.isCommandInFlight() || commands.isHeavyWaiting();
    }

    @Override
    public boolean isLightNext()
    {
        return commands.isKeepAliveNext();
    }

    @Override
    public int runDeferred()
    {
        int count = 0;
        for (Runnable setup = setups.poll(); null != setup; setup = setups.poll())
        {
            setup.run();
            count++;
        }
        return count;
    }

    DeferredSetups watch(final ClientCommands commandsOfClients, final GatedAgent gatedAgent)
    {
        commands = commandsOfClients;
        gate = gatedAgent;
        return this;
    }

    /**
     * As Aeron's own, but for setup frames.
     */
    private final class Endpoint extends ReceiveChannelEndpoint
    {
        private final AtomicCounter status;

        private Endpoint(
            final UdpChannel channel,
            final DataPacketDispatcher dispatcher,
            final AtomicCounter statusIndicator,
            final MediaDriver.Context context)
        {
            super(channel, dispatcher, statusIndicator, context);
            status = statusIndicator;
        }

        @Override
        public void onSetupMessage(
            final SetupFlyweight header,
            final UnsafeBuffer buffer,
            final int length,
            final InetSocketAddress srcAddress,
            final int transportIndex)
        {
            if (setups.size() < LIMIT)
            {
                final byte[] bytes = new byte[length];
                buffer.getBytes(0, bytes);
                setups.add(() -> runSetup(bytes, srcAddress, transportIndex));
            }
        }

        private void runSetup(final byte[] bytes, final InetSocketAddress srcAddress, final int transportIndex)
        {
            if (!status.isClosed())
            {
                final UnsafeBuffer copy = new UnsafeBuffer(bytes);
                super.onSetupMessage(new SetupFlyweight(copy), copy, bytes.length, srcAddress, transportIndex);
            }
        }
    }
}
