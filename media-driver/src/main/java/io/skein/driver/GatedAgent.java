package io.skein.driver;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.CompositeAgent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The agents of a driver, with a gate before the commands of clients.
 * <p>
 * Looking for commands before a cycle is not enough: most arrive while one runs. But Aeron's conductor takes none while
 * an earlier one waits for the name resolver, and keeps that in a private flag: shut the gate, and the flag is up for
 * one cycle. Reached by reflection, hence tested against each version of Aeron; without the flag the gate stands open,
 * and only an interrupt at the wrong microsecond would be noticed, by the client whose command it fails.
 */
final class GatedAgent implements CooperativeDriver.DutyCycle
{
    private final Agent agent;
    private final Agent conductor;
    private final VarHandle inFlight;

    GatedAgent(final Agent agent)
    {
        this.agent = agent;
        Agent foundConductor = null;
        VarHandle foundFlag = null;
        try
        {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            final VarHandle agentsOf = MethodHandles.privateLookupIn(CompositeAgent.class, lookup)
                .findVarHandle(CompositeAgent.class, "agents", Agent[].class);
            final Agent[] agents = (Agent[])agentsOf.get((CompositeAgent)agent);
            foundConductor = agents[agents.length - 1];
            final Class<?> type = foundConductor.getClass();
            // Invoked with the type Agent, hence the generic behaviour.
            foundFlag = MethodHandles.privateLookupIn(type, lookup)
                .findVarHandle(type, "asyncClientCommandInFlight", boolean.class);
        }
        catch (final ReflectiveOperationException | ClassCastException ex)
        {
            foundFlag = null;
        }
        conductor = foundConductor;
        inFlight = foundFlag;
    }

    boolean hasGate()
    {
        return null != inFlight;
    }

    /**
     * @return whether a command waits for the name resolver and goes on in one of the next cycles.
     */
    boolean isCommandInFlight()
    {
        return null != inFlight && (boolean)inFlight.get(conductor);
    }

    @Override
    public int run(final boolean takesCommands) throws Exception
    {
        if (takesCommands || null == inFlight)
        {
            return agent.doWork();
        }
        inFlight.set(conductor, true);
        try
        {
            return agent.doWork();
        }
        finally
        {
            inFlight.set(conductor, false);
        }
    }
}
