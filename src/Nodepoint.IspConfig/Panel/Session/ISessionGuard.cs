using System.Text.Json;

namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Keeps the session of a client to what belongs to the client, because the panel does not.</summary>
internal interface ISessionGuard
{
    /// <summary>The client that is logged in.</summary>
    LoggedInClient Client { get; }

    /// <summary>Checks a call before it is sent.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Cancels the reads that this needs.</param>
    /// <returns>What to do after the call; null for nothing.</returns>
    /// <exception cref="Faults.PanelException">The call is not limited to what belongs to the client.</exception>
    Task<Func<Task>?> EnterAsync(PanelCall call, CancellationToken cancellationToken);

    /// <summary>Removes from a response the records that do not belong to the client.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">The response.</param>
    /// <returns>What is left of the response.</returns>
    JsonElement OwnPartOf(PanelCall call, JsonElement response);

    /// <summary>Gives a record that was just added to the client that it is for.</summary>
    /// <param name="table">The record's table.</param>
    /// <param name="idColumn">The column of its ID.</param>
    /// <param name="id">Its ID.</param>
    /// <param name="clientId">The client's ID; 0 for the client that is logged in.</param>
    /// <param name="groupId">The client's group.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task GiveAsync(string table, string idColumn, long id, long clientId, long groupId, CancellationToken cancellationToken);
}
