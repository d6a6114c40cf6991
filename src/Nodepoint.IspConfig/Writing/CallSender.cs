using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Sends writes to a panel until their outcome is known, and reports lost responses.</summary>
/// <param name="connection">The panel.</param>
public sealed class CallSender(PanelConnection connection)
{
    private readonly OutcomeResolver _outcomes = new(connection.Time);

    /// <summary>Sends a write until its outcome is known. After a lost response, the panel is checked before anything is sent again.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="log">Receives lost responses.</param>
    /// <param name="what">What is written, for messages.</param>
    /// <param name="send">Sends the write.</param>
    /// <param name="check">Checks whether the write was done: its result, or null if it was not.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> if responses were lost repeatedly.</exception>
    public Task<T> ResolveAsync<T>(IWriteLog log, string what, Func<CancellationToken, Task<T>> send, Func<CancellationToken, Task<T?>> check, CancellationToken cancel) where T : class
        => ResolveAsync(log, what, null, send, check, cancel);

    /// <summary>Sends a call that writes until its outcome is known. Those who observe the changes also get to know of one that was carried out although its response was lost.</summary>
    internal async Task<T> ResolveAsync<T>(IWriteLog log, string what, PanelCall? call, Func<CancellationToken, Task<T>> send, Func<CancellationToken, Task<T?>> check, CancellationToken cancel) where T : class
    {
        ArgumentNullException.ThrowIfNull(log);
        log.MarkSent();
        var isAnswered = false;
        var result = await _outcomes.ResolveAsync(async token =>
        {
            var answer = await send(token).ConfigureAwait(false);
            isAnswered = true;
            return answer;
        }, check, found => log.Verbose($"{what.Capitalized()}: {found}."), cancel).ConfigureAwait(false);
        if (!isAnswered && call is not null) connection.ReportDone(call);
        return result;
    }

    /// <summary>Sends a call, which can be sent twice without harm, until there is a response.</summary>
    /// <param name="log">Receives lost responses.</param>
    /// <param name="call">The call, with a description for messages.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>How many records the panel changed (1 for true), and how often the call was sent.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> if responses were lost repeatedly.</exception>
    public Task<(long Changed, int Sent)> RepeatAsync(IWriteLog log, PlannedCall call, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        return RepeatAsync(log, call.Description, token => connection.CallAsync(call.Call, Changed, token), cancel);
    }

    /// <summary>Sends a write, which can be sent twice without harm, until there is a response.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="log">Receives lost responses.</param>
    /// <param name="what">What is written, for messages.</param>
    /// <param name="send">Sends the write.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>The result, and how often the write was sent.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> if responses were lost repeatedly.</exception>
    public Task<(T Answer, int Sent)> RepeatAsync<T>(IWriteLog log, string what, Func<CancellationToken, Task<T>> send, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        log.MarkSent();
        return _outcomes.RepeatAsync(send, found => log.Verbose($"{what.Capitalized()}: {found}."), cancel);
    }

    /// <summary>Sends a write without a result, which can be sent twice without harm, until there is a response.</summary>
    /// <param name="log">Receives lost responses.</param>
    /// <param name="what">What is written, for messages.</param>
    /// <param name="send">Sends the write.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>How often the write was sent.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> if responses were lost repeatedly.</exception>
    public async Task<int> RepeatAsync(IWriteLog log, string what, Func<CancellationToken, Task> send, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(send);
        var (_, sent) = await RepeatAsync(log, what, async token =>
        {
            await send(token).ConfigureAwait(false);
            return true;
        }, cancel).ConfigureAwait(false);
        return sent;
    }

    // Some functions return true where others return a count.
    private static long Changed(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.True ? 1 : PanelValue.Number(ref reader);
}
