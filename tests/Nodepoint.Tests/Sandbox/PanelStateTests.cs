using System.Net;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class PanelStateTests : IDisposable
{
    private readonly PanelState state = new(null, null);

    public void Dispose() => state.Dispose();

    [Fact]
    public void What_a_call_did_before_it_was_refused_is_kept_as_in_the_panel()
    {
        Assert.Throws<RemoteFault>(() => Run(AddThen(new RemoteFault("refused"))));

        Assert.NotNull(Stored());
    }

    [Fact]
    public void Nothing_is_kept_of_a_call_the_sandbox_itself_fails_in_and_the_next_one_works()
    {
        Assert.Throws<InvalidOperationException>(() => Run(AddThen(new InvalidOperationException("a fault of the sandbox"))));
        Assert.Null(Stored());

        Assert.Equal("done", Run(_ => "done"));
    }

    private static PanelFunction AddThen(Exception failure) => call =>
    {
        call.Tables.Insert("sys_config", [new("group", "a"), new("name", "b"), new("value", "c")]);
        throw failure;
    };

    private object? Run(PanelFunction function) => state.Run(function, new PanelCall(state, [], IPAddress.Loopback));

    private Row? Stored() => state.Database.One("SELECT * FROM sys_config WHERE name = 'b'");
}
