using Nodepoint.IspConfig.Clients;

namespace Nodepoint.IspConfig.Model;

/// <summary>A limit that a client has, and how much of it one record takes.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Member">The member of <see cref="Client"/> that holds it.</param>
/// <param name="Of">Its value for a client; -1 is unlimited.</param>
/// <param name="Takes">How much a record takes; -1 is an unlimited amount.</param>
/// <param name="What">What is counted, for people: "mailboxes", or the member that is summed up.</param>
public sealed record ClientLimit<T>(string Member, Func<Client, long> Of, Func<T, long> Takes, string What) where T : PanelObject;

/// <summary>How much of a limit a client uses.</summary>
/// <param name="What">What is counted.</param>
/// <param name="Member">The member of <see cref="Client"/> that holds the limit.</param>
/// <param name="Used">How much there is; -1 where something of it is unlimited.</param>
/// <param name="Limit">How much there may be; -1 is unlimited.</param>
public readonly record struct LimitUse(string What, string Member, long Used, long Limit);
