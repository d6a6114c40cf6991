using Nodepoint.IspConfig.Clients;

namespace Nodepoint.IspConfig.Model;

/// <summary>A limit of a client, and how much of it one record uses.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Member">The member of <see cref="Client"/> that holds the limit.</param>
/// <param name="Of">Gets the limit of a client; -1 means unlimited, null that the panel does not have the limit.</param>
/// <param name="Uses">Gets how much a record uses; -1 means an unlimited amount.</param>
/// <param name="What">What is counted: "mailbox", or the member that is summed, "Quota of mailbox".</param>
/// <param name="Plural">What is counted, in a sentence: "mailboxes"; empty for a sum.</param>
public sealed record ClientLimit<T>(string Member, Func<Client, long?> Of, Func<T, long> Uses, string What, string Plural = "") where T : PanelObject;

/// <summary>How much of a limit a client uses.</summary>
/// <param name="What">What is counted.</param>
/// <param name="Member">The member of <see cref="Client"/> that holds the limit.</param>
/// <param name="Used">How much is used; -1 if a part of it is unlimited.</param>
/// <param name="Limit">The maximum; -1 means unlimited, null that the panel does not have the limit.</param>
public readonly record struct LimitUse(string What, string Member, long Used, long? Limit);
