// Cases and lists of projects as programs read them: clocks, lights, duties, tasks and plans.

#pragma once

#include "api/schema.h"
#include "casework/case_clock.h"
#include "casework/checklist.h"
#include "casework/duties.h"

namespace zonebook::api {

Json json_of(casework::CaseClock const&, std::vector<casework::Duty> const&, Language);
Json case_schema();

Json json_of(casework::Task const&);
Json json_of(casework::Plan const&);
Json json_of(casework::ListDifference const&);
Json task_schema();
Json plan_schema();
Json list_difference_schema();

}  // namespace zonebook::api
