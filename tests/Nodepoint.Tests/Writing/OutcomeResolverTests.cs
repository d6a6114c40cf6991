using CsCheck;
using Nodepoint.IspConfig.Writing;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.Tests.Panel;
using Xunit;

namespace Nodepoint.Tests.Writing;

public sealed class OutcomeResolverTests
{
    private static PanelException Lost => new(FaultKind.OutcomeUnknown, "mail_user_add", "lost");

    [Fact]
    public void Whatever_is_lost_the_object_is_there_once()
        => Gen.Select(Gen.Int[0, 2].Array[0, 5], Gen.Bool).Sample((faults, refuses) =>
        {
            var stored = 0;
            var sent = 0;
            var outcomes = new OutcomeResolver(new InstantTime());
            var result = outcomes.ResolveAsync(
                _ =>
                {
                    var fault = sent < faults.Length ? faults[sent] : 0;
                    sent++;
                    if (fault == 1) throw Lost;
                    if (refuses && stored > 0) throw new PanelException(FaultKind.Duplicate, "mail_user_add", "there");
                    stored++;
                    return fault == 2 ? throw Lost : Task.FromResult("new");
                },
                _ => Task.FromResult(stored > 0 ? "found" : null), _ => { }, CancellationToken.None).GetAwaiter().GetResult();
            Assert.Equal(1, stored);
            Assert.Equal(faults.TakeWhile(fault => fault == 1).Count() + 1, sent);
            Assert.Contains(result, new[] { "new", "found" });
        }, iter: 500);

    [Fact]
    public async Task A_call_that_is_carried_out_late_is_found_when_the_next_one_is_refused_for_it()
    {
        var sent = 0;
        var looks = 0;
        var done = await new OutcomeResolver(new InstantTime()).ResolveAsync(
            _ => ++sent == 1 ? throw Lost : Task.FromException<string>(new PanelException(FaultKind.Duplicate, "mail_user_add", "there")),
            _ => Task.FromResult(++looks > 2 ? "found" : null), _ => { }, CancellationToken.None);
        Assert.Equal("found", done);
        Assert.Equal(2, sent);
    }

    [Fact]
    public async Task What_is_lost_again_and_again_stays_unknown()
    {
        var sent = 0;
        var problem = await Assert.ThrowsAsync<PanelException>(() => new OutcomeResolver(new InstantTime()).ResolveAsync<string>(
            _ =>
            {
                sent++;
                throw Lost;
            }, _ => Task.FromResult<string?>(null), _ => { }, CancellationToken.None));
        Assert.Equal(FaultKind.OutcomeUnknown, problem.Kind);
        Assert.InRange(sent, 2, 10);
    }

    [Theory]
    [InlineData(FaultKind.Unreachable)]
    [InlineData(FaultKind.SessionEnded)]
    [InlineData(FaultKind.LockedOut)]
    [InlineData(FaultKind.PermissionDenied)]
    [InlineData(FaultKind.BadReply)]
    public async Task What_was_lost_stays_unknown_when_the_panel_cannot_be_asked_about_it(FaultKind kind)
    {
        var away = new PanelException(kind, "mail_user_get", "away");
        var looked = await Assert.ThrowsAsync<PanelException>(() => new OutcomeResolver(new InstantTime()).ResolveAsync(
            _ => Task.FromException<string>(Lost), _ => Task.FromException<string?>(away), _ => { }, CancellationToken.None));
        Assert.Equal(FaultKind.OutcomeUnknown, looked.Kind);

        var sent = 0;
        var sentAgain = await Assert.ThrowsAsync<PanelException>(() => new OutcomeResolver(new InstantTime()).ResolveAsync(
            _ => Task.FromException<string>(++sent == 1 ? Lost : away), _ => Task.FromResult<string?>(null), _ => { }, CancellationToken.None));
        Assert.Equal(FaultKind.OutcomeUnknown, sentAgain.Kind);

        sent = 0;
        var repeated = await Assert.ThrowsAsync<PanelException>(() => new OutcomeResolver(new InstantTime()).RepeatAsync(
            _ => Task.FromException<int>(++sent == 1 ? Lost : away), _ => { }, CancellationToken.None));
        Assert.Equal(FaultKind.OutcomeUnknown, repeated.Kind);
    }

    [Fact]
    public async Task A_conflict_that_is_found_is_told_as_one()
    {
        var problem = await Assert.ThrowsAsync<PanelException>(() => new OutcomeResolver(new InstantTime()).ResolveAsync(
            _ => Task.FromException<string>(Lost), _ => Task.FromException<string?>(new PanelException(FaultKind.Conflict, "mail_user_add", "other values")), _ => { }, CancellationToken.None));
        Assert.Equal(FaultKind.Conflict, problem.Kind);
    }

    [Fact]
    public async Task A_refusal_is_not_a_lost_answer_and_nothing_is_sent_again()
    {
        var sent = 0;
        await Assert.ThrowsAsync<PanelException>(() => new OutcomeResolver(new InstantTime()).ResolveAsync<string>(
            _ =>
            {
                sent++;
                throw new PanelException(FaultKind.Duplicate, "mail_user_add", "there");
            }, _ => Task.FromResult<string?>("there"), _ => { }, CancellationToken.None));
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task What_does_no_harm_twice_is_sent_until_an_answer_comes()
    {
        var sent = 0;
        var (answer, times) = await new OutcomeResolver(new InstantTime()).RepeatAsync(_ => ++sent < 3 ? throw Lost : Task.FromResult(7), _ => { }, CancellationToken.None);
        Assert.Equal((7, 3), (answer, times));
    }
}
