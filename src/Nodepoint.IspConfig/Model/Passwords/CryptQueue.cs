using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Nodepoint.IspConfig.Model.Passwords.Lanes;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>
/// Hashes the passwords of many rows with SHA-512 crypt, on up to as many threads as there are cores. Those that wait and have as many blocks are hashed
/// side by side in the lanes of the processor's registers, in about the time of one of them.
/// </summary>
internal static class CryptQueue
{
    private static readonly int Most = Environment.ProcessorCount;
    private static readonly LinkedList<Waiting> Queue = new();
    private static int _workers;

    // AVX-512 has rotations; without AVX2, the platform's own SHA-512 is faster.
    private static readonly (int Lanes, Action<CryptInput[], int> Run) Rounds = Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? (Lanes8.Count, static (inputs, rounds) => CryptRounds<Lanes8>.Run(inputs, rounds))
        : Avx2.IsSupported ? (Lanes4.Count, static (inputs, rounds) => CryptRounds<Lanes4>.Run(inputs, rounds))
        : (1, static (inputs, rounds) => Sha512Crypt.Run(inputs[0], rounds));

    /// <summary>Hashes a password.</summary>
    /// <param name="key">The password, which is cleared when it is hashed.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="rounds">The number of rounds.</param>
    /// <returns>The sum.</returns>
    public static Task<byte[]> RunAsync(byte[] key, byte[] salt, int rounds)
    {
        var waiting = new Waiting(key, salt, rounds);
        lock (Queue)
        {
            Queue.AddLast(waiting);
            // A core more is worth its while when the lanes of the others are full.
            if (_workers > 0 && (_workers == Most || Queue.Count < Rounds.Lanes)) return waiting.Done.Task;
            _workers++;
        }

        _ = Task.Run(Work);
        return waiting.Done.Task;
    }

    private static void Work()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                var inputs = batch.ConvertAll(one => Sha512Crypt.Begin(one.Key, one.Salt)).ToArray();
                Rounds.Run(inputs, batch[0].Rounds);
                for (var at = 0; at < inputs.Length; at++)
                {
                    CryptographicOperations.ZeroMemory(batch[at].Key);
                    CryptographicOperations.ZeroMemory(inputs[at].Password);
                    batch[at].Done.SetResult(inputs[at].Sum);
                }
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                foreach (var one in batch) one.Done.TrySetException(problem);
            }
        }
    }

    // The one that waits longest, and others that can be hashed beside it; none ends the worker.
    private static List<Waiting> Take()
    {
        var batch = new List<Waiting>();
        lock (Queue)
        {
            for (var node = Queue.First; node is not null && batch.Count < Rounds.Lanes;)
            {
                var (next, one) = (node.Next, node.Value);
                if (batch.Count == 0 || one.IsLike(batch[0]))
                {
                    batch.Add(one);
                    Queue.Remove(node);
                }

                node = next;
            }

            if (batch.Count == 0) _workers--;
        }

        return batch;
    }

    private sealed record Waiting(byte[] Key, byte[] Salt, int Rounds)
    {
        private readonly int _kind = CryptShape.KindOf(Key.Length, Salt.Length);

        public TaskCompletionSource<byte[]> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsLike(Waiting other) => _kind == other._kind && Rounds == other.Rounds;
    }
}
