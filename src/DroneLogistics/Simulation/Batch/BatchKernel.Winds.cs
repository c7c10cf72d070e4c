namespace DroneLogistics.Simulation.Batch;

/// <content>The speed over the ground: of one wind everywhere, or of a grid's along the way and in time.</content>
internal sealed partial class BatchKernel<T>
{
    private ref partial struct Flight
    {
        /// <summary>When the elements of the way are passed, as <see cref="WindAlong"/> reckons it.</summary>
        private readonly void PassElements()
        {
            var clock = (T)Plan.SecondsToCruise;
            for (var i = 0; i < kernel.late.Length; i++)
            {
                ref readonly var element = ref Plan.Way.Elements[i];
                var metres = stretch * (element.EndMetres - element.StartMetres);
                kernel.late[i] = clock - Plan.MiddleSeconds[i];
                kernel.late[i] = clock + (SecondsFor(metres * 0.5, i, element.Before) - Plan.MiddleSeconds[i]);
                clock += SecondsFor(metres, i, element.Before);
            }
        }

        /// <summary>Where there is no way the clock stands.</summary>
        private readonly T SecondsFor(T metres, int element, int segment)
        {
            var speed = GroundSpeed(element, segment, Plan.Cruise);
            return T.Select(speed > (T)0, metres / speed, 0);
        }

        private readonly (T Along, T Across) WindOn(int element, int segment, in AirLevel level)
        {
            var (sine, cosine) = Plan.Tracks[segment];
            var (east, north) = (windEast * level.WindFactor, windNorth * level.WindFactor);
            if (level.Winds is { } winds)
            {
                ref readonly var planned = ref winds[element];
                var late = kernel.late[element];
                (east, north) = (east + planned.East + (late * planned.EastChange), north + planned.North + (late * planned.NorthChange));
            }

            return ((east * sine) + (north * cosine), (east * cosine) - (north * sine));
        }

        private readonly T GroundSpeed(int element, int segment, in AirLevel level)
        {
            var (along, across) = WindOn(element, segment, level);
            return T.Sqrt((T)(kernel.airspeed * kernel.airspeed) - (across * across)) + along;
        }

        private readonly T SpeedOn(int index, in AirLevel level)
        {
            ref readonly var element = ref Plan.Way.Elements[index];
            var before = GroundSpeed(index, element.Before, level);
            if (!element.Turns)
            {
                return before;
            }

            var after = GroundSpeed(index, element.After, level);
            return before * after * 2 / (before + after);
        }

        /// <summary>At one altitude: one wind is the same on a whole path segment and grows upwards, that of a grid differs from element to element.</summary>
        private readonly bool HasWay(in AirLevel level)
        {
            var least = (T)Plan.Basis.Policy.MinGroundSpeed.MetresPerSecond;
            if (level.Winds is null)
            {
                for (var segment = 0; segment < Plan.Tracks.Length; segment++)
                {
                    if (T.Any(~(GroundSpeed(0, segment, level) >= least)))
                    {
                        return false;
                    }
                }

                return true;
            }

            for (var i = 0; i < Plan.Way.Elements.Length; i++)
            {
                ref readonly var element = ref Plan.Way.Elements[i];
                if (T.Any(~(GroundSpeed(i, element.Before, level) >= least)) || T.Any(~(GroundSpeed(i, element.After, level) >= least)))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
