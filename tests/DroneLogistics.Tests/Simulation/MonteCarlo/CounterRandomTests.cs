using DroneLogistics.Simulation.MonteCarlo;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class CounterRandomTests
{
    // The known answers of philox4x32 with ten rounds that come with the authors' library Random123; the last counter and key are digits of pi.
    [TestCase(0ul, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [TestCase(0xfffffffffffffffful, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [TestCase(0x299f31d0a4093822ul, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void The_published_answers_come_out(ulong seed, uint c0, uint c1, uint c2, uint c3, uint w0, uint w1, uint w2, uint w3)
    {
        Assert.That(CounterRandom.Block(seed, c0, c1, c2, c3), Is.EqualTo((w0, w1, w2, w3)));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(64)]
    public void A_stream_is_its_blocks_in_order_whatever_its_length(int length)
    {
        var words = new uint[length];

        CounterRandom.Fill(7, (1, 2, 3), words);

        for (var i = 0; i < length; i++)
        {
            var (w0, w1, w2, w3) = CounterRandom.Block(7, (uint)(i / 4), 1, 2, 3);
            Assert.That(words[i], Is.EqualTo(new[] { w0, w1, w2, w3 }[i % 4]), $"word {i}");
        }
    }
}
