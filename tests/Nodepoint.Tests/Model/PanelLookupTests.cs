using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Model;

/// <summary>What the rows of one command have in common is read once. A read that failed or was canceled is repeated.</summary>
public sealed class PanelLookupTests
{
    // Nothing is read from it.
    private static readonly PanelConnection NoPanel = (PanelConnection)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(PanelConnection));

    [Theory]
    [InlineData(FaultKind.Unreachable)]
    [InlineData(FaultKind.BadReply)]
    [InlineData(FaultKind.SessionEnded)]
    [InlineData(FaultKind.LockedOut)]
    public async Task A_reading_that_the_panel_has_not_answered_is_done_again(FaultKind kind)
    {
        var lookup = new PanelLookup(NoPanel);
        await Assert.ThrowsAsync<PanelException>(() => lookup.OnceAsync<string>("thing", "a", () => Task.FromException<string>(new PanelException(kind, "thing_get", "not now"))));
        Assert.Equal("there", await lookup.OnceAsync("thing", "a", () => Task.FromResult("there")));
    }

    [Fact]
    public async Task A_reading_that_was_given_up_is_done_again()
    {
        var lookup = new PanelLookup(NoPanel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lookup.OnceAsync<string>("thing", "a", () => Task.FromCanceled<string>(new CancellationToken(true))));
        Assert.Equal("there", await lookup.OnceAsync("thing", "a", () => Task.FromResult("there")));
    }

    [Fact]
    public async Task What_is_not_there_is_asked_for_once()
    {
        var lookup = new PanelLookup(NoPanel);
        var asked = 0;
        for (var row = 0; row < 3; row++)
        {
            await Assert.ThrowsAsync<PanelException>(() => lookup.OnceAsync<string>("thing", "a", () =>
            {
                asked++;
                return Task.FromException<string>(PanelException.NotFound("thing_get", "thing"));
            }));
        }

        Assert.Equal(1, asked);
    }
}
