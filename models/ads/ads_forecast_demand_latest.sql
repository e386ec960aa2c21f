-- The newest demand forecast.
-- kind: view
-- time: target_day
-- grain: sku, channel, target_day
select *
from ads_forecast_demand
where as_of = (select max(as_of) from ads_forecast_demand)
order by scored_at desc, model, version
limit 1 by sku, channel, target_day
